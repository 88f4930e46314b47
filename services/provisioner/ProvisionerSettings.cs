using System.Globalization;
using Amazon.Runtime;
using Esb.Common;

namespace Esb.Provisioner;

/// <summary>What the environment says.</summary>
/// <param name="Source">Folder of the three configuration files (<c>CONFIG_SOURCE</c>).</param>
/// <param name="Target">Folder that the gateway and the agent read (<c>CONFIG_DIR</c>).</param>
/// <param name="S3">Where buckets are created (<c>S3_ENDPOINT</c>); null creates none.</param>
/// <param name="DynamoDb">Where tables are created (<c>DYNAMODB_ENDPOINT</c>); null creates none.</param>
/// <param name="Region">Part of every signature, and of a bucket (<c>AWS_REGION</c>).</param>
/// <param name="Patience">How long an endpoint may take to come up, and a table to become active (<c>ENDPOINT_TIMEOUT</c>, seconds).</param>
sealed record ProvisionerSettings(string Source, string Target, Uri? S3, Uri? DynamoDb, string Region, TimeSpan Patience)
{
    const int MostSeconds = 3600;

    /// <summary>Signs requests; null where there is no endpoint. Never part of a text.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Sentences about what cannot be used; the values of credentials are not in them.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Credentials stay out of it.</summary>
    public override string ToString() => $"{Source} -> {Target}, S3 {S3}, DynamoDB {DynamoDb}";

    public static ProvisionerSettings Read(ServiceSettings variables)
    {
        var problems = new List<string>();
        var settings = new ProvisionerSettings(
            variables.AbsolutePath("CONFIG_SOURCE", "/config"),
            variables.AbsolutePath("CONFIG_DIR", "/app/runtime-config"),
            Endpoint(variables, "S3_ENDPOINT", problems),
            Endpoint(variables, "DYNAMODB_ENDPOINT", problems),
            variables.Text("AWS_REGION", variables.Text("AWS_DEFAULT_REGION", "us-east-1")),
            Seconds(variables, "ENDPOINT_TIMEOUT", 60, problems));
        var credentials = settings.S3 is null && settings.DynamoDb is null ? null : CredentialsOf(variables, problems);
        return settings with { Credentials = credentials, Problems = [.. variables.Problems.Select(problem => problem.ToString()), .. problems] };
    }

    // An address may carry a password: a bad one is named, not quoted.
    static Uri? Endpoint(ServiceSettings variables, string name, List<string> problems)
    {
        var text = variables.Text(name, "");
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
            return uri;
        problems.Add($"{name} must be an address such as http://storage:9000, without user, query and fragment");
        return null;
    }

    static TimeSpan Seconds(ServiceSettings variables, string name, int fallback, List<string> problems)
    {
        var text = variables.Text(name, "");
        if (text.Length == 0)
            return TimeSpan.FromSeconds(fallback);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MostSeconds)
            return TimeSpan.FromSeconds(seconds);
        problems.Add(new SettingProblem(name, text, $"a number of seconds from 1 to {MostSeconds}").ToString());
        return TimeSpan.FromSeconds(fallback);
    }

    static AWSCredentials? CredentialsOf(ServiceSettings variables, List<string> problems)
    {
        var (key, secret, token) =
            (variables.Text("AWS_ACCESS_KEY_ID", ""), variables.Text("AWS_SECRET_ACCESS_KEY", ""), variables.Text("AWS_SESSION_TOKEN", ""));
        if (key.Length > 0 && secret.Length > 0)
            return token.Length > 0 ? new SessionAWSCredentials(key, secret, token) : new BasicAWSCredentials(key, secret);
        var missing = new[] { (Name: "AWS_ACCESS_KEY_ID", Value: key), (Name: "AWS_SECRET_ACCESS_KEY", Value: secret) }
            .Where(variable => variable.Value.Length == 0).Select(variable => variable.Name);
        problems.Add($"{string.Join(" and ", missing)} must be set when S3_ENDPOINT or DYNAMODB_ENDPOINT is");
        return null;
    }
}
