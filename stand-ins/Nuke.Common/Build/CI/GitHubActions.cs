using System.Globalization;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>A GitHub workflow run, with what its variables say.</summary>
public class GitHubActions : Host, IBuildServer
{
    internal GitHubActions()
    {
    }

    public static new GitHubActions Instance => Host.Instance as GitHubActions;

    string IBuildServer.Branch => Ref;
    string IBuildServer.Commit => Sha;

    public string Home => Get("HOME");
    public string Workflow => Get("GITHUB_WORKFLOW");
    public string Action => Get("GITHUB_ACTION");
    public string Actor => Get("GITHUB_ACTOR");
    public string Repository => Get("GITHUB_REPOSITORY");
    public string RepositoryOwner => Get("GITHUB_REPOSITORY_OWNER");
    public string EventName => Get("GITHUB_EVENT_NAME");
    public string EventPath => Get("GITHUB_EVENT_PATH");
    public string Workspace => Get("GITHUB_WORKSPACE");
    public string Sha => Get("GITHUB_SHA");
    public string Ref => Get("GITHUB_REF");
    public string RefName => Get("GITHUB_REF_NAME");
    public string HeadRef => Get("GITHUB_HEAD_REF");
    public string BaseRef => Get("GITHUB_BASE_REF");
    public string RefType => Get("GITHUB_REF_TYPE");
    public long RunAttempt => GetNumber("GITHUB_RUN_ATTEMPT");
    public long RunNumber => GetNumber("GITHUB_RUN_NUMBER");
    public long RunId => GetNumber("GITHUB_RUN_ID");
    public string ServerUrl => Get("GITHUB_SERVER_URL");
    public string Job => Get("GITHUB_JOB");
    public string Token => Get("GITHUB_TOKEN");
    public bool IsPullRequest => EventName == "pull_request";

    /// <summary>The Markdown file that becomes the job's summary.</summary>
    public AbsolutePath StepSummaryFile => Get("GITHUB_STEP_SUMMARY") is { } file ? (AbsolutePath)file : null;

    internal override HostTheme Theme => HostTheme.Ansi256;

    internal override bool CollapsesBlocks => true;

    public void Group(string group) => WriteCommand("group", group);
    public void EndGroup(string group) => WriteCommand("endgroup", group);
    public void WriteDebug(string message) => WriteCommand("debug", message);
    public void WriteWarning(string message) => WriteCommand("warning", message);
    public void WriteError(string message) => WriteCommand("error", message);

    /// <summary>Writes a workflow command, for example <c>::error file=a.cs,line=1::message</c>.</summary>
    public void WriteCommand(
        string command, string message = null, Configure<Dictionary<string, object>> dictionaryConfigurator = null)
    {
        var none = new Dictionary<string, object>();
        var properties = string.Join(
            ", ", (dictionaryConfigurator?.Invoke(none) ?? none).Select(x => $"{x.Key}={EscapeProperty(x.Value.ToString())}"));
        Console.WriteLine(properties.Length == 0 ? $"::{command}::{Escape(message)}" : $"::{command} {properties}::{Escape(message)}");
    }

    protected internal override IDisposable WriteBlock(string text)
    {
        Group(text);
        return new Block(() => EndGroup(text));
    }

    protected internal override void ReportWarning(string text, string details = null) => WriteWarning(text);

    protected internal override void ReportError(string text, string details = null) => WriteError(text);

    protected internal override bool FilterMessage(string message)
    {
        if (!message.StartsWith("::", StringComparison.Ordinal) && !message.StartsWith("##[", StringComparison.Ordinal))
            return false;

        Console.WriteLine(message);
        return true;
    }

    static string Get(string variable) => Environment.GetEnvironmentVariable(variable);

    static long GetNumber(string variable)
        => long.TryParse(Get(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    static string Escape(string text) => text?.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    static string EscapeProperty(string text) => Escape(text).Replace(":", "%3A").Replace(",", "%2C");
}
