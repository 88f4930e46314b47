namespace BuildChain;

/// <summary>The names of this brand. Generated from tools/branding/templates by <c>./build.sh Brand</c>: edit it there.</summary>
public static class BrandNames
{
    /// <summary>What names of images, projects and networks start with: <c>esb-gateway-docker</c>.</summary>
    public const string Slug = "esb";

    /// <summary>What people call it.</summary>
    public const string CliName = "esb";

    /// <summary>What its environment variables start with: <c>ESB_TAG</c>.</summary>
    public const string Env = "ESB_";

    /// <summary>What the labels of its images, containers, networks and volumes start with: <c>com.esb.managed</c>.</summary>
    public const string Labels = "com.esb.";

    /// <summary>Folder of what the chain makes, in the repository and in the user's home.</summary>
    public const string Folder = ".esb";
}
