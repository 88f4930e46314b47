namespace BuildChain;

/// <summary>The names of this brand. Generated from tools/branding/templates by <c>./build.sh Brand</c>: edit it there.</summary>
public static class BrandNames
{
    /// <summary>What names of images, projects and networks start with: <c>{{SLUG}}-gateway-docker</c>.</summary>
    public const string Slug = "{{SLUG}}";

    /// <summary>What people call it.</summary>
    public const string CliName = "{{CLI_NAME}}";

    /// <summary>What its environment variables start with: <c>{{ENV_PREFIX}}_TAG</c>.</summary>
    public const string Env = "{{ENV_PREFIX}}_";

    /// <summary>What the labels of its images, containers, networks and volumes start with: <c>com.{{SLUG}}.managed</c>.</summary>
    public const string Labels = "com.{{SLUG}}.";

    /// <summary>Folder of what the chain makes, in the repository and in the user's home.</summary>
    public const string Folder = ".{{SLUG}}";
}
