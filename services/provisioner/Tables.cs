using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Esb.Common.Configuration;
using Microsoft.Extensions.Logging;

namespace Esb.Provisioner;

/// <summary>Creates the tables that are not there yet, and waits until each can be used.</summary>
static class Tables
{
    /// <summary>Throws <see cref="ProvisioningException"/> with every table that could not be had or is another than configured.</summary>
    public static async Task CreateAsync(
        ProvisionerSettings settings, IReadOnlyList<TableConfiguration> tables, ILogger log, CancellationToken cancellationToken)
    {
        if (tables is [])
            return;
        if (settings.DynamoDb is not { } address)
        {
            log.LogInformation("{Count} tables not created: DYNAMODB_ENDPOINT is not set", tables.Count);
            return;
        }
        var endpoint = new Endpoint("DynamoDB", "DYNAMODB_ENDPOINT", address, settings.Patience, log);
        using var client = new AmazonDynamoDBClient(settings.Credentials, endpoint.Configure(new AmazonDynamoDBConfig(), settings.Region));
        var problems = new List<string>();
        foreach (var table in tables)
        {
            try
            {
                var (created, present) = await EnsureAsync(client, endpoint, table, cancellationToken);
                if (TableSchema.Difference(table, present) is { } difference)
                    problems.Add(Other(table, difference));
                else
                    log.LogInformation("table {Table} {Outcome}", table.Name, created ? "created" : "exists");
            }
            catch (AmazonDynamoDBException e)
            {
                problems.Add($"{table.Position}: {endpoint.Refusal($"table '{table.Name}'", e)}");
            }
        }
        if (problems is not [])
            throw new ProvisioningException(problems);
    }

    static string Other(TableConfiguration table, string difference) =>
        $"{table.Position}: table '{table.Name}' exists with another schema: {difference}. "
        + "A schema cannot be changed: delete the table with its items, or configure it as it is";

    static async Task<(bool Created, TableDescription Present)> EnsureAsync(
        AmazonDynamoDBClient client, Endpoint endpoint, TableConfiguration table, CancellationToken cancellationToken)
    {
        var present = await endpoint.CallAsync(token => DescribeAsync(client, table.Name, token), cancellationToken);
        var created = present is null && await endpoint.CallAsync(token => CreateAsync(client, table, token), cancellationToken);
        await endpoint.UntilAsync(
            async token => (present = await DescribeAsync(client, table.Name, token)) is { TableStatus.Value: "ACTIVE" },
            $"table '{table.Name}' becoming ACTIVE", cancellationToken);
        return (created, present!);
    }

    static async Task<TableDescription?> DescribeAsync(AmazonDynamoDBClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.DescribeTableAsync(name, cancellationToken)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    static async Task<bool> CreateAsync(AmazonDynamoDBClient client, TableConfiguration table, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateTableAsync(TableSchema.Request(table), cancellationToken);
            return true;
        }
        // Somebody was faster, or the first attempt succeeded and only its answer was lost.
        catch (ResourceInUseException)
        {
            return false;
        }
    }
}
