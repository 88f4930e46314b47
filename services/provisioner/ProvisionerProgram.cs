using Esb.Common;
using Esb.Common.Configuration;
using Esb.Common.Logging;
using Microsoft.Extensions.Logging;

namespace Esb.Provisioner;

/// <summary>
/// The program, which runs to its end: reads and checks the configuration, writes what the gateway and the agent read, creates buckets
/// and tables. Running it again changes nothing that is right already.
/// </summary>
static class ProvisionerProgram
{
    /// <summary>Exit code when the configuration was good and something else was not.</summary>
    public const int Failed = 1;

    /// <summary>Exit code after SIGTERM or SIGINT (128 + 15, as a shell has it).</summary>
    public const int Stopped = 143;

    /// <returns>0, <see cref="Failed"/>, <see cref="Stopped"/>, or <see cref="ServiceProgram.UnusableSettings"/> for settings and configuration.</returns>
    public static async Task<int> RunAsync(string[] args, ServiceSettings variables, Stream output, CancellationToken cancellationToken)
    {
        var level = LogLevels.Level(variables.OneOf("LOG_LEVEL", "info", LogLevels.Names));
        var settings = ProvisionerSettings.Read(variables);
        var lines = new JsonLines("provisioner", output, TimeProvider.System);
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(level).AddProvider(new JsonLinesProvider(lines)));
        var log = logging.CreateLogger("provisioner");
        if (args is not [])
            return End(lines, ["unknown arguments: the program takes none"], ServiceProgram.UnusableSettings);
        if (settings.Problems is not [])
            return End(lines, settings.Problems, ServiceProgram.UnusableSettings);
        try
        {
            var configuration = SourceConfiguration.Read(settings.Source);
            log.LogInformation("{Source} is valid: {Functions} functions, {Routes} routes, {Buckets} buckets, {Tables} tables", settings.Source,
                configuration.Functions.Functions.Count, configuration.Routing.Routes.Count, configuration.Resources.Buckets.Count,
                configuration.Resources.Tables.Count);
            RuntimeDirectory.Write(settings.Target, configuration.Texts, log);
            await CreateAsync(settings, configuration.Resources, log, cancellationToken);
            log.LogInformation("done");
            return 0;
        }
        catch (ConfigurationException e)
        {
            return End(lines, e.Problems.Select(problem => problem.ToString()), ServiceProgram.UnusableSettings);
        }
        catch (ProvisioningException e)
        {
            return End(lines, e.Messages, Failed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("stopped before the end; running it again does the rest");
            return Stopped;
        }
        catch (Exception e)
        {
            log.LogCritical(e, "failed unexpectedly: {Reason}", e.Message);
            return Failed;
        }
    }

    static async Task CreateAsync(ProvisionerSettings settings, ResourcesFile resources, ILogger log, CancellationToken cancellationToken)
    {
        // Both go to their end, so that one run tells everything that is wrong, and waits only once.
        var work = new[]
        {
            Buckets.CreateAsync(settings, resources.Buckets, log, cancellationToken),
            Tables.CreateAsync(settings, resources.Tables, log, cancellationToken),
        };
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        var failures = work.SelectMany(task => task.Exception?.InnerExceptions ?? []).ToList();
        if (failures.Exists(failure => failure is not ProvisioningException))
            throw new AggregateException(failures);
        if (failures is not [])
            throw new ProvisioningException([.. failures.Cast<ProvisioningException>().SelectMany(failure => failure.Messages)]);
    }

    static int End(JsonLines lines, IEnumerable<string> problems, int exitCode)
    {
        foreach (var problem in problems)
            lines.Write(LogLevel.Error, "provisioner", problem, [], null);
        return exitCode;
    }
}
