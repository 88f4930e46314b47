using System.Collections;
using System.Runtime.InteropServices;
using Esb.RuntimeInterface;
using Esb.RuntimeInterface.Http;
using Esb.RuntimeInterface.Invoke;
using Esb.RuntimeInterface.Logs;
using Esb.RuntimeInterface.Processes;
using Esb.RuntimeInterface.Sandbox;

const int UnusableSettings = 78;

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
var function = FunctionSettings.Read(environment, args, out var problems);
var containerLog = new ContainerLog(Console.OpenStandardOutput(), function.Name);
foreach (var problem in problems)
    containerLog.Write("critical", problem);
if (problems.Count > 0)
    return UnusableSettings;

var stopping = new TaskCompletionSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.TrySetResult();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
Children.Adopt();

var sandbox = new FunctionSandbox(function, new FunctionLog(containerLog));
var running = sandbox.RunAsync();
var endpoint = new InvokeEndpoint(sandbox.InvokeAsync, () => $"""
    "runtime":"{sandbox.State}","invocations":{sandbox.Open}
    """);
await using var server = HttpServer.Start(function.Endpoint, InvokeEndpoint.PayloadLimit, endpoint.HandleAsync);
containerLog.Write("info", $"listening on http://{server.Endpoint}");

await stopping.Task;
containerLog.Write("info", "stopping");
await sandbox.StopAsync(running);
// The last answers are still on their way.
await server.StopAsync(TimeSpan.FromSeconds(1));
containerLog.Write("info", "stopped");
return 0;
