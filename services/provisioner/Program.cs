using System.Runtime.InteropServices;
using Esb.Common;
using Esb.Provisioner;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await ProvisionerProgram.RunAsync(args, ServiceSettings.FromEnvironment(), Console.OpenStandardOutput(), stop.Token);

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
