namespace Repository.Tests;

public class PublishTests
{
    [Fact]
    public async Task What_cannot_be_copied_is_not_tried_for_minutes()
    {
        var result = await Tree.ShellAsync("dotnet msbuild services/gateway/gateway.csproj -getProperty:CopyRetryCount");

        Assert.Equal(OperatingSystem.IsWindows() ? "10" : "0", result.Output.Trim());
    }
}
