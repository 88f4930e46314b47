using BuildChain.Components.Reporting;

namespace BuildChain.Components.Tests.Reporting;

public class CompilerErrorsTests
{
    [Fact]
    public void Every_error_is_told_once_and_without_its_project()
        => Assert.Equal(
            $"Publishing failed:{Environment.NewLine}  A.cs(1,2): error CS0246: No A",
            CompilerErrors.Failure(["  A.cs(1,2): error CS0246: No A [/r/a.csproj]", "B.cs(3,4): warning CS1: b", "A.cs(1,2): error CS0246: No A [/r/b.csproj]"], "Publishing", "dotnet build").Message);

    [Fact]
    public void Of_a_full_disk_one_file_is_told_and_what_to_do()
    {
        var failure = CompilerErrors.Failure(
            [.. Enumerable.Range(1, 3).Select(i => $"x.targets(1,2): error MSB3021: Unable to copy file \"/a/{i}\" to \"/b/{i}\". No space left on device [/r/a.csproj]")], "Publishing", "dotnet build");

        Assert.Equal($"Publishing failed, since the disk is full:{Environment.NewLine}  x.targets(1,2): error MSB3021: Unable to copy file \"/a/1\" to \"/b/1\". No space left on device", failure.Message);
        Assert.Contains("Make room there", failure.Remedy, StringComparison.Ordinal);
    }
}
