using BuildChain.Processes;

namespace BuildChain.Tests.Meta;

/// <summary>A real repository in a temporary directory, with fixed names and times.</summary>
sealed class GitRepository : IDisposable
{
    static readonly Dictionary<string, string?> Identity = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "test",
        ["GIT_AUTHOR_EMAIL"] = "test@example.com",
        ["GIT_COMMITTER_NAME"] = "test",
        ["GIT_COMMITTER_EMAIL"] = "test@example.com",
    };

    readonly TemporaryDirectory directory = new();
    int minute;

    public string Path => directory.Path;

    public static async Task<GitRepository> CreateAsync()
    {
        var repository = new GitRepository();
        await repository.GitAsync("init", "-q", "-b", "main");
        return repository;
    }

    public GitRepository Write(string file, string content)
    {
        directory.Write(file, content);
        return this;
    }

    public async Task<string> CommitAsync(string file, string content)
    {
        Write(file, content);
        await GitAsync("add", "-A");
        await GitAsync("commit", "-q", "-m", file);
        return await GitAsync("rev-parse", "HEAD");
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        var time = $"2025-01-31T12:{minute++ % 60:00}:00+02:00";
        var environment = new Dictionary<string, string?>(Identity) { ["GIT_AUTHOR_DATE"] = time, ["GIT_COMMITTER_DATE"] = time };
        var result = await ProcessRunner.RunAsync(new ProcessRequest("git", arguments) { WorkingDirectory = Path, Environment = environment });
        return result.Output.Trim();
    }

    public void Dispose() => directory.Dispose();
}
