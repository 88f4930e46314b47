using System.Diagnostics;
using Esb.Common.Configuration;
using Esb.Common.Logging;
using Esb.Gateway.Agent;
using Esb.Gateway.Configuration;
using Esb.Gateway.Metrics;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Functions;

/// <summary>Invokes functions: within their limits, in a container of the agent's, which gets it back whatever happens.</summary>
sealed class Invoker(
    GatewaySettings settings, ConfigurationStore configuration, FunctionStates states, AgentClient agent, ContainerClient containers, ILogger log)
{
    // Containers may have died unseen, all of them when their host had trouble; each failure makes the agent forget one.
    const int Attempts = 3;

    /// <summary>The function's answer.</summary>
    /// <param name="cancellationToken">Ends the call: its container is given up.</param>
    /// <exception cref="InvocationException">The function was not invoked.</exception>
    public async Task<FunctionAnswer> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (!configuration.Current.Functions.Functions.TryGetValue(invocation.Function, out var function))
            throw new InvocationException(new(FailureKind.FunctionNotFound, $"Function not found: {FunctionName.Arn(settings.Region, invocation.Function)}"));
        var state = states.Of(function.Name);
        var call = new Call(invocation, function, state, Stopwatch.GetTimestamp());
        try
        {
            var answer = await WithinLimitsAsync(call, cancellationToken);
            if (answer.FunctionError is null)
                End(call, InvocationOutcome.Success, null);
            else
                End(call, InvocationOutcome.FunctionError, LambdaErrorBody.TypeOf(answer.Body.Written) ?? answer.FunctionError);
            return answer;
        }
        catch (InvocationException e)
        {
            End(call, e.Failure.IsThrottle ? InvocationOutcome.Throttled : InvocationOutcome.Failed, e.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            End(call, InvocationOutcome.Cancelled, null);
            throw;
        }
    }

    async Task<FunctionAnswer> WithinLimitsAsync(Call call, CancellationToken cancellationToken)
    {
        if (!states.TryEnter())
            throw new InvocationException(new(FailureKind.Concurrency, "Rate Exceeded."));
        try
        {
            if (!call.State.TryEnter(call.Function.ReservedConcurrency))
                throw new InvocationException(new(FailureKind.FunctionConcurrency, "Rate Exceeded."));
            try
            {
                return await ThroughBreakerAsync(call, cancellationToken);
            }
            finally
            {
                call.State.Leave();
            }
        }
        finally
        {
            states.Leave();
        }
    }

    async Task<FunctionAnswer> ThroughBreakerAsync(Call call, CancellationToken cancellationToken)
    {
        var breaker = call.State.Breaker;
        if (!breaker.TryEnter(out var trial, out var retryAfter))
            throw new InvocationException(new(FailureKind.BreakerOpen, $"Containers of {call.Function.Name} failed several times in a row", retryAfter));
        try
        {
            var answer = await InContainersAsync(call, cancellationToken);
            if (breaker.Succeeded())
                log.LogInformation("{Function} works again", call.Function.Name);
            return answer;
        }
        catch (InvocationException e) when (e.Failure.IsOfContainer)
        {
            if (breaker.Failed(trial))
                log.LogWarning("{Function} is not tried for {Pause} s: {Reason}", call.Function.Name, settings.BreakerPause.TotalSeconds, e.Message);
            throw;
        }
        catch
        {
            breaker.Undecided(trial);
            throw;
        }
    }

    async Task<FunctionAnswer> InContainersAsync(Call call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lease = await AcquireAsync(call.Invocation, cancellationToken);
            call.Lease = lease;
            if (lease.ColdStart)
                call.State.Metrics.ColdStart();
            try
            {
                return await InContainerAsync(call, lease, cancellationToken);
            }
            catch (ContainerException e)
            {
                log.LogWarning("{Reason}", e.Message);
                if (attempt == Attempts)
                    throw new InvocationException(new(FailureKind.ContainerUnreachable, e.Message), e);
            }
        }
    }

    /// <summary>The lease. When the caller gives up, it is waited for and returned: a lease that nobody knows would keep its container busy.</summary>
    async Task<Lease> AcquireAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var acquiring = agent.AcquireAsync(invocation.Function, invocation.Identity, cancellationToken);
        try
        {
            return await acquiring.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = GiveBackAsync(acquiring, invocation);
            throw;
        }
    }

    async Task GiveBackAsync(Task<Lease> acquiring, Invocation invocation)
    {
        try
        {
            await agent.ReleaseAsync(await acquiring, reusable: true, invocation.Identity);
        }
        catch (Exception e) when (e is InvocationException or OperationCanceledException)
        {
            // There is nothing to give back.
        }
    }

    /// <summary>One call of one container. It goes back before the caller has the answer: the caller's next call shall find it idle.</summary>
    async Task<FunctionAnswer> InContainerAsync(Call call, Lease lease, CancellationToken cancellationToken)
    {
        var reusable = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(call.Function.Timeout) + settings.InvokeGrace);
        try
        {
            var answer = await containers.InvokeAsync(lease, call.Invocation, limit.Token);
            reusable = true;
            return answer;
        }
        catch (ContainerException e) when (e.Fault != ContainerFault.NotCalled)
        {
            log.LogWarning("{Reason}", e.Message);
            return e.Fault == ContainerFault.TooLarge ? LambdaErrorBody.TooLarge() : LambdaErrorBody.Died(call.Invocation);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("{Container} did not even report the timeout of {Timeout} s", lease.Container, call.Function.Timeout);
            return LambdaErrorBody.TimedOut(call.Invocation, call.Function.Timeout);
        }
        finally
        {
            await agent.ReleaseAsync(lease, reusable, call.Invocation.Identity);
        }
    }

    void End(Call call, InvocationOutcome outcome, string? reason)
    {
        var duration = Stopwatch.GetElapsedTime(call.Since);
        call.State.Metrics.Ended(call.Invocation.Source, outcome, duration);
        // A queued event that is throttled asks again and again.
        var isRoutine = outcome == InvocationOutcome.Throttled && call.Invocation.Source is (InvocationSource.Event or InvocationSource.Schedule);
        var level = isRoutine ? LogLevel.Debug : LogLevel.Information;
        if (!log.IsEnabled(level))
            return;
        using var scope = call.Lease is { } lease ? log.BeginScope(new LogScope(new("Container", lease.Container), new("ColdStart", lease.ColdStart))) : null;
        log.Log(
            level, "{Function} {Source} {Outcome} after {DurationMs} ms{Detail}", call.Function.Name, MetricNames.Of(call.Invocation.Source),
            MetricNames.Of(outcome), Math.Round(duration.TotalMilliseconds, 1),
            (call.Lease is { ColdStart: true } ? ", cold start" : "") + (reason is null ? "" : ": " + reason));
    }

    sealed record Call(Invocation Invocation, FunctionConfiguration Function, FunctionState State, long Since)
    {
        public Lease? Lease { get; set; }
    }
}
