using Nuke.Common.CI.GitHubActions;
using Nuke.Common.CI.GitHubActions.Configuration;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities;

/// <summary>A job as lines of YAML below its name.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Minutes">After how many GitHub ends it.</param>
/// <param name="Head">Lines before the steps: condition, environment, matrix.</param>
/// <param name="Steps">Each step's lines.</param>
sealed record WorkflowJob(string Name, int Minutes, IReadOnlyList<string> Head, params IReadOnlyList<string[]> Steps)
{
    public GitHubActionsJob On(GitHubActionsImage image) => new Entity(this) { Name = Name, Image = image, TimeoutMinutes = Minutes };

    sealed class Entity(WorkflowJob job) : GitHubActionsJob
    {
        public override void Write(CustomFileWriter writer)
        {
            writer.WriteLine($"{Name}:");
            using (writer.Indent())
            {
                writer.WriteLine($"runs-on: {Image.GetValue()}");
                writer.WriteLine($"timeout-minutes: {TimeoutMinutes}");
                foreach (var line in job.Head)
                    writer.WriteLine(line);
                writer.WriteLine("steps:");
                using (writer.Indent())
                {
                    foreach (var step in job.Steps)
                    {
                        writer.WriteLine($"- {step[0]}");
                        foreach (var line in step[1..])
                            writer.WriteLine($"  {line}");
                    }
                }
            }
        }
    }
}
