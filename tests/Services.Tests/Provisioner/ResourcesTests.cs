using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using TestProcess;

namespace Esb.Tests.Provisioner;

/// <summary>Buckets and tables on servers that speak the protocols.</summary>
public sealed class ResourcesTests : IDisposable
{
    const string Table = """
        version: 1
        tables:
          - name: items
            hashKey: { name: id, type: S }
            rangeKey: { name: at, type: N }
            globalSecondaryIndexes:
              - { name: byOwner, hashKey: { name: owner, type: S }, projection: INCLUDE, nonKeyAttributes: [title] }
        """;

    readonly ProvisionerRun _run = new();
    readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("esb-s3-");

    public void Dispose()
    {
        _run.Dispose();
        _data.Delete(recursive: true);
    }

    [NpmFact]
    public async Task Buckets_are_created_once_and_then_they_exist()
    {
        using var server = await NpmServers.S3Async(FreePort.Find(), _data.FullName);
        _run["S3_ENDPOINT"] = server.Address;
        _run.Write("resources.yml", "version: 1\nbuckets: [ { name: my-bucket }, { name: my.other.bucket } ]\n");

        var first = await _run.StartAsync();
        var second = await _run.StartAsync();

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("bucket my-bucket created", first.Messages);
        Assert.Contains("bucket my.other.bucket created", first.Messages);
        Assert.Contains("bucket my-bucket exists", second.Messages);
        using var client = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = server.Address, ForcePathStyle = true });
        Assert.Equal(["my-bucket", "my.other.bucket"], (await client.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName).Order(StringComparer.Ordinal));
    }

    [NpmFact]
    public async Task A_table_is_created_with_its_keys_and_indexes_and_waited_for_until_active()
    {
        using var server = await NpmServers.DynamoDbAsync(FreePort.Find());
        _run["DYNAMODB_ENDPOINT"] = server.Address;
        _run.Write("resources.yml", Table);

        var first = await _run.StartAsync();
        using var client = new AmazonDynamoDBClient(Credentials, new AmazonDynamoDBConfig { ServiceURL = server.Address });
        var table = (await client.DescribeTableAsync("items")).Table;
        var second = await _run.StartAsync();

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("table items created", first.Messages);
        Assert.Contains("table items exists", second.Messages);
        Assert.Equal(TableStatus.ACTIVE, table.TableStatus);
        Assert.Equal([("id", "HASH"), ("at", "RANGE")], table.KeySchema.Select(key => (key.AttributeName, key.KeyType.Value)));
        var index = Assert.Single(table.GlobalSecondaryIndexes);
        Assert.Equal(("byOwner", "INCLUDE", "title"), (index.IndexName, index.Projection.ProjectionType.Value, Assert.Single(index.Projection.NonKeyAttributes)));
    }

    [NpmFact]
    public async Task A_table_with_another_schema_is_an_error_that_shows_both()
    {
        using var server = await NpmServers.DynamoDbAsync(FreePort.Find());
        _run["DYNAMODB_ENDPOINT"] = server.Address;
        _run.Write("resources.yml", Table);
        await _run.StartAsync();
        _run.Write("resources.yml", Table.Replace("at, type: N", "at, type: S", StringComparison.Ordinal).Replace("byOwner", "byTitle", StringComparison.Ordinal));

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "config/resources.yml:3:5: table 'items' exists with another schema: its key is id (S) + at (N), configured is id (S) + at (S); "
            + "index 'byTitle' is missing, configured is owner (S), projection INCLUDE title. "
            + "A schema cannot be changed: delete the table with its items, or configure it as it is",
            messages[^1]);
    }

    [NpmFact]
    public async Task A_server_that_comes_up_late_is_waited_for()
    {
        var port = FreePort.Find();
        _run["S3_ENDPOINT"] = $"http://127.0.0.1:{port}";
        _run.Write("resources.yml", "version: 1\nbuckets: [ { name: my-bucket } ]\n");

        var run = _run.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        using var server = await NpmServers.S3Async(port, _data.FullName);
        var (exitCode, messages) = await run;

        Assert.Equal(0, exitCode);
        Assert.Equal($"waiting for S3 at http://127.0.0.1:{port}/: Connection refused", messages[4]);
        Assert.Contains("bucket my-bucket created", messages);
    }

    [NpmFact]
    public async Task Credentials_that_are_refused_are_told_without_them()
    {
        using var server = await NpmServers.S3Async(FreePort.Find(), _data.FullName);
        _run["S3_ENDPOINT"] = server.Address;
        _run["AWS_ACCESS_KEY_ID"] = "nobody";
        _run["AWS_SECRET_ACCESS_KEY"] = "SECRET-VALUE";
        _run.Write("resources.yml", "version: 1\nbuckets: [ { name: my-bucket } ]\n");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("config/resources.yml:2:12: bucket 'my-bucket' at http://127.0.0.1:", messages[^1], StringComparison.Ordinal);
        Assert.EndsWith("HTTP 403). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do", messages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_never_answer_end_the_run_at_the_limit()
    {
        var (s3, dynamoDb) = (FreePort.Find(), FreePort.Find());
        _run["S3_ENDPOINT"] = $"http://127.0.0.1:{s3}";
        _run["DYNAMODB_ENDPOINT"] = $"http://127.0.0.1:{dynamoDb}";
        _run["ENDPOINT_TIMEOUT"] = "1";
        _run.Write("resources.yml", Table + "\nbuckets: [ { name: my-bucket } ]\n");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(
            [
                $"S3 at http://127.0.0.1:{s3}/ does not answer after 1 s: Connection refused. Start it, or correct S3_ENDPOINT; ENDPOINT_TIMEOUT gives it more time",
                $"DynamoDB at http://127.0.0.1:{dynamoDb}/ does not answer after 1 s: Connection refused. Start it, or correct DYNAMODB_ENDPOINT; ENDPOINT_TIMEOUT gives it more time",
            ],
            messages.TakeLast(2));
    }

    [Fact]
    public async Task An_answer_that_nobody_expects_is_told_in_a_line_of_the_log()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var other = builder.Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapPost("/", context => context.Response.WriteAsync("""{ "Table": { "TableStatus": "ACTIVE" } }"""));
        await other.StartAsync();
        _run["DYNAMODB_ENDPOINT"] = other.Urls.Single();
        _run.Write("resources.yml", Table);

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("failed unexpectedly: ", messages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_when_the_program_is_asked_to_stop()
    {
        _run["S3_ENDPOINT"] = $"http://127.0.0.1:{FreePort.Find()}";
        _run.Write("resources.yml", "version: 1\nbuckets: [ { name: my-bucket } ]\n");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        var (exitCode, messages) = await _run.StartAsync(stop.Token);

        Assert.Equal(143, exitCode);
        Assert.Equal("stopped before the end; running it again does the rest", messages[^1]);
    }

    [Fact]
    public async Task Without_an_endpoint_resources_are_left_out_and_that_is_said()
    {
        _run.Write("resources.yml", Table + "\nbuckets: [ { name: my-bucket } ]\n");

        var (exitCode, messages) = await _run.StartAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("1 buckets not created: S3_ENDPOINT is not set", messages);
        Assert.Contains("1 tables not created: DYNAMODB_ENDPOINT is not set", messages);
    }

    static AWSCredentials Credentials => new BasicAWSCredentials("S3RVER", "S3RVER");
}
