namespace BuildChain.Functions;

/// <summary>The properties that SAM and CloudFormation have for the supported types, to tell what has no effect here from what is misspelt.</summary>
static class KnownProperties
{
    public static readonly IReadOnlyList<string> OfFunction =
    [
        "Architectures", "AssumeRolePolicyDocument", "AutoPublishAlias", "AutoPublishAliasAllProperties", "AutoPublishCodeSha256", "CapacityProviderConfig",
        "CodeSigningConfigArn", "CodeUri", "DeadLetterQueue", "DeploymentPreference", "Description", "DurableConfig", "Environment", "EphemeralStorage",
        "EventInvokeConfig", "Events", "FileSystemConfigs", "FunctionName", "FunctionScalingConfig", "FunctionUrlConfig", "Handler", "ImageConfig",
        "ImageUri", "InlineCode", "KmsKeyArn", "Layers", "LoggingConfig", "MemorySize", "PackageType", "PermissionsBoundary", "Policies", "PropagateTags",
        "ProvisionedConcurrencyConfig", "PublishToLatestPublished", "RecursiveLoop", "ReservedConcurrentExecutions", "Role", "RolePath", "Runtime",
        "RuntimeManagementConfig", "SnapStart", "SourceKMSKeyArn", "Tags", "TenancyConfig", "Timeout", "Tracing", "VersionDeletionPolicy",
        "VersionDescription", "VpcConfig",
    ];

    public static readonly IReadOnlyList<string> OfLayer =
    [
        "CompatibleArchitectures", "CompatibleRuntimes", "ContentUri", "Description", "LayerName", "LicenseInfo", "PublishLambdaVersion", "RetentionPolicy",
    ];

    public static readonly IReadOnlyList<string> OfApi =
    [
        "AccessLogSetting", "AlwaysDeploy", "ApiKeySourceType", "Auth", "BinaryMediaTypes", "CacheClusterEnabled", "CacheClusterSize", "CanarySetting",
        "Cors", "DefinitionBody", "DefinitionUri", "Description", "DisableExecuteApiEndpoint", "Domain", "EndpointAccessMode", "EndpointConfiguration",
        "FailOnWarnings", "GatewayResponses", "MergeDefinitions", "MethodSettings", "MinimumCompressionSize", "Mode", "Models", "Name", "OpenApiVersion",
        "Policy", "PropagateTags", "SecurityPolicy", "StageName", "Tags", "TracingEnabled", "Variables",
    ];

    public static readonly IReadOnlyList<string> OfHttpApi =
    [
        "AccessLogSettings", "Auth", "CorsConfiguration", "DefaultRouteSettings", "DefinitionBody", "DefinitionUri", "Description",
        "DisableExecuteApiEndpoint", "Domain", "FailOnWarnings", "Name", "PropagateTags", "RouteSettings", "StageName", "StageVariables", "Tags",
    ];

    public static readonly IReadOnlyList<string> OfSimpleTable =
        ["PointInTimeRecoverySpecification", "PrimaryKey", "ProvisionedThroughput", "SSESpecification", "TableName", "Tags"];

    public static readonly IReadOnlyList<string> OfTable =
    [
        "AttributeDefinitions", "BillingMode", "ContributorInsightsSpecification", "DeletionProtectionEnabled", "GlobalSecondaryIndexes",
        "ImportSourceSpecification", "KeySchema", "KinesisStreamSpecification", "LocalSecondaryIndexes", "OnDemandThroughput",
        "PointInTimeRecoverySpecification", "ProvisionedThroughput", "ResourcePolicy", "SSESpecification", "StreamSpecification", "TableClass", "TableName",
        "Tags", "TimeToLiveSpecification", "WarmThroughput",
    ];

    public static readonly IReadOnlyList<string> OfBucket =
    [
        "AccelerateConfiguration", "AccessControl", "AnalyticsConfigurations", "BucketEncryption", "BucketName", "CorsConfiguration",
        "IntelligentTieringConfigurations", "InventoryConfigurations", "LifecycleConfiguration", "LoggingConfiguration", "MetadataConfiguration",
        "MetadataTableConfiguration", "MetricsConfigurations", "NotificationConfiguration", "ObjectLockConfiguration", "ObjectLockEnabled",
        "OwnershipControls", "PublicAccessBlockConfiguration", "ReplicationConfiguration", "Tags", "VersioningConfiguration", "WebsiteConfiguration",
    ];

    // SAM: "everything on a function except Role, Policies, FunctionName, Events" and what belongs to one function's package.
    static readonly HashSet<string> NotInGlobals =
    [
        "AutoPublishCodeSha256", "Events", "FunctionName", "ImageConfig", "ImageUri", "InlineCode", "PackageType", "Policies", "Role", "VersionDescription",
    ];

    static readonly HashSet<string> NotInApiGlobals =
    [
        "ApiKeySourceType", "DefinitionBody", "Description", "DisableExecuteApiEndpoint", "FailOnWarnings", "Mode", "Models", "Policy", "StageName", "Tags",
    ];

    static readonly HashSet<string> NotInHttpApiGlobals =
        ["DefinitionBody", "DefinitionUri", "Description", "DisableExecuteApiEndpoint", "Name", "StageName"];

    static readonly HashSet<string> FunctionEffects =
    [
        "Architectures", "CodeUri", "Description", "Environment", "Handler", "Layers", "MemorySize", "ReservedConcurrentExecutions",
        "Runtime", "Timeout",
    ];

    /// <summary>What SAM takes for the type in <c>Globals</c>.</summary>
    public static IReadOnlyCollection<string> InGlobals(string type)
        => type switch
        {
            TemplateResource.Function => [.. OfFunction.Where(name => !NotInGlobals.Contains(name))],
            TemplateResource.Api => [.. OfApi.Where(name => !NotInApiGlobals.Contains(name))],
            TemplateResource.HttpApi => [.. OfHttpApi.Where(name => !NotInHttpApiGlobals.Contains(name))],
            TemplateResource.SimpleTable => ["SSESpecification"],
            _ => ["PublishLambdaVersion"],
        };

    /// <summary>Whether a property given in <c>Globals</c> has an effect here.</summary>
    public static bool HasEffect(string type, string name) => type == TemplateResource.Function && FunctionEffects.Contains(name);
}
