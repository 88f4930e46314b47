using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Esb.Common.Configuration;
using Microsoft.Extensions.Logging;

namespace Esb.Provisioner;

/// <summary>Creates the buckets that are not there yet.</summary>
static class Buckets
{
    /// <summary>Throws <see cref="ProvisioningException"/> with every bucket that could not be had.</summary>
    public static async Task CreateAsync(
        ProvisionerSettings settings, IReadOnlyList<BucketConfiguration> buckets, ILogger log, CancellationToken cancellationToken)
    {
        if (buckets is [])
            return;
        if (settings.S3 is not { } address)
        {
            log.LogInformation("{Count} buckets not created: S3_ENDPOINT is not set", buckets.Count);
            return;
        }
        var endpoint = new Endpoint("S3", "S3_ENDPOINT", address, settings.Patience, log);
        // Path style: no name server knows <bucket>.<host>.
        using var client = new AmazonS3Client(settings.Credentials, endpoint.Configure(new AmazonS3Config { ForcePathStyle = true }, settings.Region));
        var problems = new List<string>();
        foreach (var bucket in buckets)
        {
            try
            {
                var created = await endpoint.CallAsync(token => EnsureAsync(client, bucket.Name, token), cancellationToken);
                log.LogInformation("bucket {Bucket} {Outcome}", bucket.Name, created ? "created" : "exists");
            }
            catch (AmazonS3Exception e)
            {
                problems.Add($"{bucket.Position}: {endpoint.Refusal($"bucket '{bucket.Name}'", e)}");
            }
        }
        if (problems is not [])
            throw new ProvisioningException(problems);
    }

    static async Task<bool> EnsureAsync(AmazonS3Client client, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.HeadBucketAsync(new HeadBucketRequest { BucketName = name }, cancellationToken);
            return false;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return await PutAsync(client, name, cancellationToken);
        }
    }

    static async Task<bool> PutAsync(AmazonS3Client client, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.PutBucketAsync(new PutBucketRequest { BucketName = name }, cancellationToken);
            return true;
        }
        // Somebody was faster. Whether it may be used is what HEAD, before or after, tells.
        catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            await client.HeadBucketAsync(new HeadBucketRequest { BucketName = name }, cancellationToken);
            return false;
        }
    }
}
