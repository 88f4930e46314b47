using BuildChain.Components.Reporting;

namespace BuildChain.Components.Tests.Reporting;

public class GitHubTextTests
{
    [Theory]
    [InlineData("e2e/template.yaml:12:7: Runtime 'x' is not supported", "::error file=e2e/template.yaml,line=12,col=7::Runtime 'x' is not supported")]
    [InlineData("docker-compose.yml:3:5: error: 'build' [no-build]", "::error file=docker-compose.yml,line=3,col=5::'build' [no-build]")]
    [InlineData("  - /tree/a/b.yml:1:2: broken", "::error file=a/b.yml,line=1,col=2::broken")]
    [InlineData("  /tree/src/A.cs(12,7): error CS1002: ; expected", "::error file=src/A.cs,line=12,col=7::CS1002: ; expected")]
    [InlineData("a,b:c.yml", null)]
    [InlineData("docker-compose.yml:3:5: note: 'x' comes from elsewhere [external-image]", null)]
    public void A_line_with_a_place_becomes_an_annotation_there(string line, string? command)
        => Assert.Equal(command is null ? [] : [command], GitHubText.Annotations($"Something failed:\n{line}\n  → do that", "/tree"));

    [Fact]
    public void A_failed_scenario_is_annotated_at_its_own_line()
        => Assert.Equal(
            "::error file=tests/E2E.Scenarios/SmokeScenarios.cs,line=27::e2e-docker: Smoke: 100%25 wrong%0Atwice",
            GitHubText.Failure(
                "e2e-docker: Smoke: 100% wrong\ntwice",
                "   at Xunit.Assert.Equal() in /_/src/xunit.assert/Asserts/EqualityAsserts.cs:line 94\n   at Smoke() in /tree/tests/E2E.Scenarios/SmokeScenarios.cs:line 27", "/tree"));

    [Fact]
    public void Without_a_place_it_is_still_an_error() => Assert.Equal("::error::gone", GitHubText.Failure("gone", "", "/tree"));

    [Fact]
    public void A_section_keeps_the_text_s_columns_and_cannot_be_left_by_it()
        => Assert.Equal("### Bake\n\n````text\nIMAGE  TAG\n```\n````\n\n", GitHubText.Section("Bake", "IMAGE  TAG\r\n```\n"));
}
