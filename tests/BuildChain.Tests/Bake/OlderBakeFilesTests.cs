using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class OlderBakeFilesTests
{
    [Fact]
    public void Descriptions_and_checks_of_variables_are_blank_and_lines_keep_their_numbers()
    {
        const string hcl = """
            variable "A" {
              description = "has a } in it"
              default     = "x"
              validation {
                condition     = can(regex("^[a-z]{0,3}$", A)) # }
                error_message = "no \"} please"
              }
            }
            variable "B" { default = "{" }
            target "t" {
              description = "stays"
              labels = { validation = "stays" }
            }
            """;

        const string expected = """
            variable "A" {

              default     = "x"




            }
            variable "B" { default = "{" }
            target "t" {
              description = "stays"
              labels = { validation = "stays" }
            }
            """;

        Assert.Equal(expected, OlderBakeFiles.WithoutChecks(hcl));
    }
}
