namespace Repository.Tests.Workflows;

public class StepSummaryTests
{
    [Fact]
    public async Task A_failed_target_is_in_the_job_s_summary_and_annotated_where_its_error_is()
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            var (template, summary) = (Path.Combine(folder, "template.yaml"), Path.Combine(folder, "summary.md"));
            await File.WriteAllTextAsync(template, "Resources:\n  Echo:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: cobol, Handler: a.b, InlineCode: x }\n");

            var result = await Tree.ShellAsync($"./build.sh GenerateFunctions --template '{template}' --env esb-test-summary", new Dictionary<string, string?>
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_STEP_SUMMARY"] = summary,
            });

            Assert.NotEqual(0, result.ExitCode);
            Assert.Matches(@"(?m)^::error file=.*template\.yaml,line=4,col=\d+::.*cobol", result.Output);
            var text = await File.ReadAllTextAsync(summary);
            Assert.StartsWith("### GenerateFunctions failed\n", text);
            Assert.Contains("cobol", text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
