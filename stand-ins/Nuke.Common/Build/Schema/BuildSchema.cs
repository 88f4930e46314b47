namespace Nuke.Common.Execution;

static class BuildSchema
{
    public static string Of(NukeBuild build) => "{}";
}
