using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Stack;

/// <summary>A stack of the repository's own compose files and baked images, with a project, certificates, configuration and ports of its own.</summary>
sealed class TestStack : IAsyncDisposable
{
    readonly DirectoryInfo _directory;
    readonly PortLease _ports;

    TestStack(EngineConnection engine, DirectoryInfo directory, PortLease ports, string project)
    {
        (Engine, _directory, _ports, Project) = (engine, directory, ports, project);
        StackConfiguration.EnsureExists(ConfigDirectory);
    }

    public EngineConnection Engine { get; }

    public string Project { get; }

    public string ConfigDirectory => Path.Combine(_directory.FullName, "config");

    public string CertificateDirectory => Path.Combine(_directory.FullName, "certs");

    public static string Tag => Environment.GetEnvironmentVariable("ESB_TEST_TAG") is { Length: > 0 } tag ? tag : "latest";

    /// <summary>Where the compose files are.</summary>
    public static string Root
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "docker-compose.docker.yml")))
                directory = directory.Parent ?? throw new InvalidOperationException("The tests are not below the repository.");
            return directory.FullName;
        }
    }

    public static async Task<TestStack> CreateAsync()
    {
        var engine = await EngineAsync();
        var directory = Directory.CreateTempSubdirectory("esb-stack-");
        await Certificates.EnsureAsync(new CertificateOptions(Path.Combine(directory.FullName, "certs")));
        var project = $"esb-test-{Guid.NewGuid():N}"[..16];
        var ports = await PortLeases.Default().AcquireAsync(project, engine.Host, new StackInspector(engine).ProjectsAsync);
        return new TestStack(engine, directory, ports, project);
    }

    public static async Task<EngineConnection> EngineAsync()
    {
        var report = await Engines.ProbeAsync(TestEngine.Request);
        Assert.True(report.Connection is not null, "These tests need an engine: ./build.sh SetupEngine. " + string.Join("; ", report.Problems.Select(p => p.Problem)));
        return report.Connection;
    }

    public StackPlan Plan(string? tag = null, StackPorts? ports = null)
    {
        var settings = new StackSettings(Root, Project, "docker")
        {
            Env = "test",
            Tag = tag ?? Tag,
            Ports = ports ?? new StackPorts(0, 0, 0).From(_ports.First),
            CertificateDirectory = CertificateDirectory,
            ConfigDirectory = ConfigDirectory,
            Socket = EngineSocket.Of(Engine),
        };
        return new StackPlan(Engine, settings, ComposeFile.Read(settings.ComposeFile, Root));
    }

    public Task<StackStarted> StartAsync(StackPlan? plan = null) => StackStart.RunAsync(plan ?? Plan(), ExecuteAsync, new Silence());

    public Task<StackRemoved> RemoveAsync(bool volumes = true) => StackRemoval.RunAsync(Engine, Root, Project, volumes, ExecuteAsync);

    public async Task<string> DockerAsync(params string[] arguments) => (await ProcessRunner.RunAsync(Engine.Docker(arguments))).Output;

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        await PortLeases.Default().ReleaseAsync(Project);
        await _ports.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    public static async Task<ComposeExecution> ExecuteAsync(ComposeInvocation invocation, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.TryRunAsync(
            new ProcessRequest(invocation.Executable, invocation.Arguments) { WorkingDirectory = invocation.WorkingDirectory, Environment = invocation.Environment },
            cancellationToken);
        return new ComposeExecution(result.ExitCode, $"{result.Output}\n{result.Error}");
    }

    sealed class Silence : IProgress<IReadOnlyList<ServiceCondition>>
    {
        public void Report(IReadOnlyList<ServiceCondition> value)
        {
        }
    }
}
