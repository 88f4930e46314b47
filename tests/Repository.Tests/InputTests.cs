namespace Repository.Tests;

/// <summary>What a person types wrongly is refused before anything is made that the command would need.</summary>
public class InputTests
{
    [Theory]
    [InlineData("Statu", "There is no target 'Statu'.", "Did you mean 'Status'?")]
    [InlineData("Bake --skip Nope", "--skip: There is no target 'Nope'.")]
    [InlineData("Bake --no-cach", "Unknown parameter '--no-cach'.", "Did you mean '--no-cache'?")]
    [InlineData("Bake --lock-timeout nonsense", "--lock-timeout: 'nonsense' is not a time.")]
    [InlineData("Bake --tag ''", "Parameter '--tag' got an empty text.")]
    [InlineData("BakeFunctions --function lambda-ecko", "has no function 'lambda-ecko'.", "Did you mean 'lambda-echo'?")]
    [InlineData("PlanBake --output .", "--output: ", " is a directory.")]
    [InlineData("E2E --e2e-profiles-file e2e/profile.yml", "There is no e2e/profile.yml", "Did you mean 'e2e/profiles.yml'?")]
    [InlineData("E2E --build-only --suites nope", "--build-only runs no scenarios, so there are none for --suites to choose.")]
    [InlineData("E2E --function lambda-echo", "E2E has all functions of the profile's template")]
    [InlineData("E2E --template e2e/fixtures/template.yaml --parameter-overrides Stage=x", "E2E takes the template and its parameters from the profile")]
    [InlineData("E2E --e2e-profiles-file $FOLDER/absent.yml", "/absent.yml:3:18: profile 'a' takes the template nope.yaml. The template does not exist.")]
    [InlineData("E2E --e2e-profiles-file $FOLDER/endless.yml", "/endless.yml:2:19: '*a' stands in its own anchor '&a'")]
    public async Task It_says_what_is_wrong(string arguments, params string[] messages)
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "absent.yml"), "version: 1\nprofiles:\n  a: { template: nope.yaml }\n");
            File.WriteAllText(Path.Combine(folder.FullName, "endless.yml"), "version: 1\nprofiles: &a { b: *a }\n");

            var result = await Tree.ShellAsync($"./build.sh {arguments} --no-logo", new Dictionary<string, string?> { ["FOLDER"] = folder.FullName });

            Assert.Equal(255, result.ExitCode);
            Assert.All(messages, message => Assert.Contains(message, result.Output + result.Error, StringComparison.Ordinal));
            Assert.DoesNotContain("║ SetupEngine", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("║ Publish", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
