using Nuke.Common.Tooling;
using Nuke.Common.Utilities;

namespace Nuke.Common.CI.GitHubActions.Configuration;

/// <summary>A whole workflow.</summary>
public class GitHubActionsConfiguration : ConfigurationEntity
{
    public string Name { get; set; }
    public GitHubActionsTrigger[] ShortTriggers { get; set; }
    public GitHubActionsDetailedTrigger[] DetailedTriggers { get; set; }
    public (GitHubActionsPermissions Type, string Permission)[] Permissions { get; set; }
    public string ConcurrencyGroup { get; set; }
    public bool ConcurrencyCancelInProgress { get; set; }
    public GitHubActionsJob[] Jobs { get; set; }

    public override void Write(CustomFileWriter writer)
    {
        writer.WriteLine($"name: {Name}");
        writer.WriteLine();
        if (ShortTriggers.Length > 0)
            writer.WriteLine($"on: [{string.Join(", ", ShortTriggers.Select(x => x.GetValue()))}]");
        else
            WriteBlock(writer, "on:", DetailedTriggers.Select(x => (Action)(() => x.Write(writer))));
        WritePermissions(writer);
        WriteConcurrency(writer);
        writer.WriteLine();
        WriteBlock(writer, "jobs:", Jobs.Select(x => (Action)(() => x.Write(writer))));
    }

    void WritePermissions(CustomFileWriter writer)
    {
        if (Permissions.Length == 0)
            return;
        writer.WriteLine();
        WriteBlock(writer, "permissions:", Permissions.Select(x => (Action)(() => writer.WriteLine($"{x.Type.GetValue()}: {x.Permission}"))));
    }

    void WriteConcurrency(CustomFileWriter writer)
    {
        if (string.IsNullOrWhiteSpace(ConcurrencyGroup))
        {
            Assert.True(!ConcurrencyCancelInProgress, $"{nameof(ConcurrencyCancelInProgress)} needs a {nameof(ConcurrencyGroup)} here");
            return;
        }

        writer.WriteLine();
        writer.WriteLine("concurrency:");
        using (writer.Indent())
        {
            writer.WriteLine($"group: {ConcurrencyGroup}");
            if (ConcurrencyCancelInProgress)
                writer.WriteLine("cancel-in-progress: true");
        }
    }

    static void WriteBlock(CustomFileWriter writer, string head, IEnumerable<Action> lines)
    {
        writer.WriteLine(head);
        using (writer.Indent())
        {
            foreach (var line in lines)
                line();
        }
    }
}

/// <summary>A job; the stand-in writes none of its own.</summary>
public class GitHubActionsJob : ConfigurationEntity
{
    public string Name { get; set; }
    public GitHubActionsImage Image { get; set; }
    public int TimeoutMinutes { get; set; }

    public override void Write(CustomFileWriter writer) => throw new NotSupportedException("A derived job writes itself");
}
