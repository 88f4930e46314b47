using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace Esb.Provisioner;

/// <summary>A service that speaks AWS's protocol and may still be starting.</summary>
/// <param name="what">Its name in messages, such as <c>S3</c>.</param>
/// <param name="variable">The variable that names it.</param>
sealed class Endpoint(string what, string variable, Uri address, TimeSpan patience, ILogger log)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How a client reaches it. Repeating is done here: the client's own repeats end after seconds, and say nothing.</summary>
    public T Configure<T>(T configuration, string region) where T : ClientConfig
    {
        configuration.ServiceURL = address.ToString();
        configuration.AuthenticationRegion = region;
        configuration.MaxErrorRetry = 0;
        configuration.Timeout = TimeSpan.FromSeconds(10);
        return configuration;
    }

    /// <summary>Calls until the endpoint answers; its refusals go through, and silence ends as <see cref="ProvisioningException"/>.</summary>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception e) when (IsNotUp(e, cancellationToken))
            {
                if (since.Elapsed + Pause >= patience)
                {
                    throw new ProvisioningException(
                        $"{what} at {address} does not answer after {patience.TotalSeconds:0} s: {Reason(e)}. "
                        + $"Start it, or correct {variable}; ENDPOINT_TIMEOUT gives it more time", e);
                }
                if (attempt == 1)
                    log.LogInformation("waiting for {Service} at {Address}: {Reason}", what, address, Reason(e));
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Repeats a question until the answer is good; throws <see cref="ProvisioningException"/> when it never is.</summary>
    public async Task UntilAsync(Func<CancellationToken, Task<bool>> question, string goal, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.StartNew(); !await CallAsync(question, cancellationToken); await Task.Delay(Pause, cancellationToken))
        {
            if (since.Elapsed >= patience)
            {
                throw new ProvisioningException(
                    $"{what} at {address}: {goal} did not happen within {patience.TotalSeconds:0} s. Look at its log; ENDPOINT_TIMEOUT gives it more time");
            }
        }
    }

    /// <summary>What the endpoint refused, as a message.</summary>
    public string Refusal(string action, AmazonServiceException e) =>
        $"{action} at {address} was refused: {e.Message} ({e.ErrorCode}, HTTP {(int)e.StatusCode}). {Advice(e)}";

    string Advice(AmazonServiceException e) => (int)e.StatusCode is 401 or 403 || e.ErrorCode is "UnrecognizedClientException"
        ? "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do"
        : $"Check that {variable} is {what}, and the resource in resources.yml";

    static bool IsNotUp(Exception e, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested && e switch
    {
        AmazonServiceException { StatusCode: default(HttpStatusCode) } => true,
        AmazonServiceException refused => (int)refused.StatusCode is >= 500 or 429 || refused.Retryable is not null,
        HttpRequestException or IOException or OperationCanceledException or AmazonClientException => true,
        _ => false,
    };

    static string Reason(Exception e) => e.GetBaseException().Message;
}
