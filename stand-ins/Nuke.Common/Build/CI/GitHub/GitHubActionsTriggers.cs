using Nuke.Common.Tooling;
using Nuke.Common.Utilities;

namespace Nuke.Common.CI.GitHubActions.Configuration;

public abstract class GitHubActionsDetailedTrigger : ConfigurationEntity;

/// <summary>A push or a pull request, on some branches, tags, paths.</summary>
public class GitHubActionsVcsTrigger : GitHubActionsDetailedTrigger
{
    const string Special = ".*!?+[]()";

    public GitHubActionsTrigger Kind { get; set; }
    public string[] Branches { get; set; }
    public string[] BranchesIgnore { get; set; }
    public string[] Tags { get; set; }
    public string[] TagsIgnore { get; set; }
    public string[] IncludePaths { get; set; }
    public string[] ExcludePaths { get; set; }

    public override void Write(CustomFileWriter writer)
    {
        writer.WriteLine($"{Kind.GetValue()}:");
        using (writer.Indent())
        {
            WriteList(writer, "branches", Branches);
            WriteList(writer, "branches-ignore", BranchesIgnore);
            WriteList(writer, "tags", Tags);
            WriteList(writer, "tags-ignore", TagsIgnore);
            WriteList(writer, "paths", [.. IncludePaths, .. ExcludePaths.Select(x => $"!{x}")]);
        }
    }

    static void WriteList(CustomFileWriter writer, string key, string[] values)
    {
        if (values.Length == 0)
            return;
        writer.WriteLine($"{key}:");
        using (writer.Indent())
        {
            foreach (var value in values)
                writer.WriteLine(value.IndexOfAny(Special.ToCharArray()) < 0 ? $"- {value}" : $"- '{value}'");
        }
    }
}

/// <summary>By hand, with inputs.</summary>
public class GitHubActionsWorkflowDispatchTrigger : GitHubActionsDetailedTrigger
{
    public string[] OptionalInputs { get; set; }
    public string[] RequiredInputs { get; set; }

    public override void Write(CustomFileWriter writer)
    {
        writer.WriteLine("workflow_dispatch:");
        using (writer.Indent())
        {
            writer.WriteLine("inputs:");
            using (writer.Indent())
            {
                foreach (var (input, required) in OptionalInputs.Select(x => (x, "false")).Concat(RequiredInputs.Select(x => (x, "true"))))
                    WriteInput(writer, input, required);
            }
        }
    }

    static void WriteInput(CustomFileWriter writer, string input, string required)
    {
        writer.WriteLine($"{input}:");
        using (writer.Indent())
        {
            // CamelHump becomes "Camel Hump".
            writer.WriteLine($"description: \"{string.Concat(input.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}"))}\"");
            writer.WriteLine($"required: {required}");
        }
    }
}

/// <summary>At times that a cron expression gives, in UTC.</summary>
public class GitHubActionsScheduledTrigger : GitHubActionsDetailedTrigger
{
    public string Cron { get; set; }

    public override void Write(CustomFileWriter writer)
    {
        writer.WriteLine("schedule:");
        using (writer.Indent())
            writer.WriteLine($"- cron: '{Cron}'");
    }
}
