using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Engine;

/// <summary>A home of its own with the packages of the first one: what is tested here must not disturb an engine in use.</summary>
sealed class SecondHome : IAsyncDisposable, IProgress<EngineEvent>
{
    readonly List<EngineEvent> events = [];

    public SecondHome(bool withPackages = true)
    {
        var engine = Directory.CreateDirectory(Path.Combine(Home, "engine")).FullName;
        if (!withPackages)
            return;
        var first = Path.Combine(new EngineRequest().Home, "engine");
        File.CreateSymbolicLink(Path.Combine(engine, "root"), Path.Combine(first, "root"));
        File.Copy(Path.Combine(first, "packages.json"), Path.Combine(engine, "packages.json"));
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("esb-home-").FullName;

    public EngineRequest Request => new(EngineMode.Private) { Home = Home };

    public IReadOnlyList<EngineEvent> Events
    {
        get
        {
            lock (events)
                return [.. events];
        }
    }

    public Task<EngineConnection> AcquireAsync() => Engines.AcquireAsync(Request, this);

    public Task<bool> StopAsync() => Engines.StopAsync(Request, this);

    public string Combine(string name) => Path.Combine(Home, "engine", name);

    /// <summary>A shell script in the place of an engine's program.</summary>
    public void Fake(string program, string script)
    {
        var path = Combine(Path.Combine("root", program));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Report(EngineEvent value)
    {
        lock (events)
            events.Add(value);
    }

    public static async Task<string> RunAsync(string program, params string[] arguments)
        => (await ProcessRunner.RunAsync(new ProcessRequest(program, arguments))).Output;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Home, recursive: true);
    }
}
