namespace Esb.Tests.Provisioner;

public sealed class RuntimeConfigurationTests : IDisposable
{
    readonly ProvisionerRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Valid_files_are_written_as_they_are_and_everyone_may_read_them()
    {
        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(
            [
                "config is valid: 1 functions, 1 routes, 0 buckets, 0 tables",
                "runtime/functions.yml written", "runtime/routing.yml written", "runtime/resources.yml written", "done",
            ],
            messages);
        Assert.Equal(["functions.yml", "resources.yml", "routing.yml"], Directory.GetFiles(_run.Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(_run.Target), file =>
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_run.Source, Path.GetFileName(file))), File.ReadAllBytes(file));
            if (!OperatingSystem.IsWindows())
                Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead));
        });
    }

    [Fact]
    public async Task A_file_that_did_not_change_is_left_alone()
    {
        await _run.StartAsync();
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var file in Directory.GetFiles(_run.Target))
            File.SetLastWriteTimeUtc(file, past);
        _run.Write("resources.yml", "version: 1\nbuckets: []\n");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(["runtime/functions.yml unchanged", "runtime/routing.yml unchanged", "runtime/resources.yml written"], messages.Skip(1).Take(3));
        Assert.Equal(past, File.GetLastWriteTimeUtc(Path.Combine(_run.Target, "functions.yml")));
        Assert.NotEqual(past, File.GetLastWriteTimeUtc(Path.Combine(_run.Target, "resources.yml")));
    }

    [Fact]
    public async Task Everything_wrong_in_all_files_is_told_at_once_and_nothing_is_written()
    {
        _run.Write("functions.yml", "version: 1\nfunctions:\n  lambda-echo: { image: esb-lambda-echo, runtime: python3.11, handler: app.handler, timeout: 901 }\n");
        _run.Write("routing.yml", "version: 1\nroutes:\n  - { path: echo, method: GET, function: lambda-echo }\n");
        _run.Write("resources.yml", "version: 1\nbuckets:\n  - name: B\n");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(78, exitCode);
        Assert.Equal(3, messages.Count);
        Assert.StartsWith("config/functions.yml:3:", messages[0], StringComparison.Ordinal);
        Assert.StartsWith("config/routing.yml:3:", messages[1], StringComparison.Ordinal);
        Assert.StartsWith("config/resources.yml:3:", messages[2], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run.Target));
    }

    [Fact]
    public async Task A_route_to_a_function_that_does_not_exist_names_those_that_do()
    {
        _run.Write("routing.yml", "version: 1\nroutes:\n  - { path: /echo, method: GET, function: lambda-ecko }\n");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(78, exitCode);
        Assert.Equal("config/routing.yml:3:5: GET /echo: there is no function 'lambda-ecko'; there are: lambda-echo. Did you mean 'lambda-echo'?", Assert.Single(messages));
    }

    [Fact]
    public async Task A_missing_file_tells_what_writes_it()
    {
        _run.Remove("routing.yml");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(78, exitCode);
        Assert.Equal(
            "config/routing.yml:1:1: the file is missing: ./build.sh GenerateFunctions writes it; its folder is mounted at CONFIG_SOURCE", Assert.Single(messages));
    }

    [Fact]
    public async Task What_a_killed_run_left_beside_the_files_is_removed()
    {
        await _run.StartAsync();
        File.WriteAllText(Path.Combine(_run.Target, "functions.yml.0123.tmp"), "half");

        await _run.StartAsync();

        Assert.Equal(3, Directory.GetFiles(_run.Target).Length);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_with_what_it_needs()
    {
        // A file where the folder should be: unlike permissions it stops root too.
        File.WriteAllText(_run.Target, "");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("the runtime configuration cannot be written to runtime as ", messages[^1], StringComparison.Ordinal);
        Assert.Contains("must be writable for this user", messages[^1], StringComparison.Ordinal);
        File.Delete(_run.Target);
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_are_told_at_once_and_quote_no_credentials()
    {
        _run["CONFIG_SOURCE"] = "config";
        _run["S3_ENDPOINT"] = "http://user:SECRET-VALUE@storage:9000";
        _run["DYNAMODB_ENDPOINT"] = "http://database:8000";
        _run["AWS_ACCESS_KEY_ID"] = "";
        _run["AWS_SECRET_ACCESS_KEY"] = "SECRET-VALUE";
        _run["ENDPOINT_TIMEOUT"] = "soon";

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(78, exitCode);
        Assert.Equal(
            [
                "CONFIG_SOURCE is \"config\": it must be an absolute path such as /config",
                "S3_ENDPOINT must be an address such as http://storage:9000, without user, query and fragment",
                "ENDPOINT_TIMEOUT is \"soon\": it must be a number of seconds from 1 to 3600",
                "AWS_ACCESS_KEY_ID must be set when S3_ENDPOINT or DYNAMODB_ENDPOINT is",
            ],
            messages);
    }
}
