using System.Text;
using System.Text.Json;
using Esb.Common;
using Esb.Provisioner;

namespace Esb.Tests.Provisioner;

/// <summary>A folder with configuration files, one to write to, and the program run over both.</summary>
sealed class ProvisionerRun : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("esb-provisioner-");
    readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public ProvisionerRun()
    {
        Directory.CreateDirectory(Source);
        this["CONFIG_SOURCE"] = Source;
        this["CONFIG_DIR"] = Target;
        this["AWS_ACCESS_KEY_ID"] = "S3RVER";
        this["AWS_SECRET_ACCESS_KEY"] = "S3RVER";
        this["ENDPOINT_TIMEOUT"] = "30";
        Write("functions.yml", "version: 1\nfunctions:\n  lambda-echo: { image: esb-lambda-echo, runtime: python3.11, handler: app.handler, timeout: 3, memory: 128 }\n");
        Write("routing.yml", "version: 1\nroutes:\n  - { path: /echo, method: GET, function: lambda-echo }\n");
        Write("resources.yml", "version: 1\n");
    }

    public string Source => Path.Combine(_root.FullName, "config");

    public string Target => Path.Combine(_root.FullName, "runtime");

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Source, name), text);

    public void Remove(string name) => File.Delete(Path.Combine(Source, name));

    /// <summary>Exit code and messages, without the folders' own paths.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Messages)> StartAsync(CancellationToken cancellationToken = default)
    {
        using var output = new MemoryStream();
        var exitCode = await ProvisionerProgram.RunAsync([], new ServiceSettings(_variables.GetValueOrDefault), output, cancellationToken);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.DoesNotContain("SECRET-VALUE", text, StringComparison.Ordinal);
        return (exitCode, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Message)]);
    }

    public void Dispose() => _root.Delete(recursive: true);

    string Message(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("message").GetString()!.Replace(Source, "config", StringComparison.Ordinal).Replace(Target, "runtime", StringComparison.Ordinal);
    }
}
