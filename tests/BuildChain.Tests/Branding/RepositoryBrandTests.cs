using System.Text.RegularExpressions;
using BuildChain.Branding;
using BuildChain.Processes;

namespace BuildChain.Tests.Branding;

/// <summary>This repository's own templates.</summary>
public sealed partial class RepositoryBrandTests
{
    static string Root { get; } = RepositoryRoot(AppContext.BaseDirectory);

    [Fact]
    public void No_generated_file_was_edited_by_hand() => BrandTree.EnsureSound(BrandTree.Drift(Root));

    [Fact]
    public void The_constants_are_those_of_the_trees_brand()
    {
        var brand = BrandSpec.Read(Root);
        Assert.Equal((brand.Slug, brand.CliName, brand.EnvPrefix + "_"), (BrandNames.Slug, BrandNames.CliName, BrandNames.Env));
    }

    [Fact]
    public void Rendered_for_another_brand_no_generated_file_has_this_ones_name()
    {
        var acme = BrandSpec.Create("acme");
        var left = from template in BrandTemplate.ReadAll(Root)
                   from line in template.Render(acme).Split('\n')
                   where Own().IsMatch(line)
                   select $"{template.Path}: {line.Trim()}";
        Assert.Empty(left);
    }

    [Fact]
    public void Code_takes_the_brands_names_from_their_constants()
    {
        var literal = from folder in new[] { "src", "services", "build", "tests/E2E.Scenarios" }
                      from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
                      where Path.GetFileName(file) != "BrandNames.cs"
                      from line in File.ReadLines(file)
                      where Literal().IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                      select $"{Path.GetRelativePath(Root, file)}: {line.Trim()}";
        Assert.True(!literal.Any(), "Write BrandNames.Env, .Labels or .Folder instead of the brand's own names in:\n" + string.Join('\n', literal));
    }

    [Fact]
    public async Task A_copy_for_another_brand_has_every_file_and_is_of_that_brand()
    {
        using var place = new TemporaryDirectory();
        var copy = place.At("acme");

        await BrandCopy.CopyAsync(Root, copy);
        BrandTree.Render(copy, BrandSpec.Create("acme"));

        Assert.Empty(BrandTree.Drift(copy));
        Assert.Contains("\"acme\"", await File.ReadAllTextAsync(Path.Combine(copy, "docker-bake.hcl")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(copy, "build.sh")));
        Assert.False(Directory.Exists(Path.Combine(copy, ".git")));
        var parsed = await ProcessRunner.TryRunAsync(new ProcessRequest("bash", "-n", Path.Combine(copy, "build.sh")));
        Assert.True(parsed.Succeeded, parsed.Error);
    }

    [Fact]
    public async Task A_copy_is_not_made_into_a_folder_that_is_something_else()
    {
        using var place = new TemporaryDirectory();
        place.Write("mine.txt");
        var error = await Assert.ThrowsAsync<BuildChainException>(() => BrandCopy.CopyAsync(Root, place.Path));
        Assert.Contains("not empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_is_not_made_over_another_tree_of_the_same_brand()
    {
        using var place = new TemporaryDirectory();
        place.Write(BrandSpec.FileName, BrandSpec.Read(Root).ToJson()).Write("build.sh", "mine");

        var error = await Assert.ThrowsAsync<BuildChainException>(() => BrandCopy.CopyAsync(Root, place.Path));

        Assert.Contains("another tree of 'esb'", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(place.At("build.sh")));
    }

    [Fact]
    public async Task A_later_copy_loses_what_the_tree_lost_and_keeps_what_is_its_own()
    {
        using var place = new TemporaryDirectory();
        place.Write($"tree/{BrandSpec.FileName}", BrandSpec.Create("esb").ToJson()).Write("tree/src/old.cs").Write("tree/place").Write("tree/kept");
        await ProcessRunner.RunAsync(new ProcessRequest("git", "init", "--quiet", place.At("tree")));
        await BrandCopy.CopyAsync(place.At("tree"), place.At("copy"));
        place.Write("copy/src/own.cs").Write("copy/.esb/x");
        File.Delete(place.At("tree/src/old.cs"));
        File.Delete(place.At("tree/place"));
        place.Write("tree/src/new.cs").Write("tree/place/file");

        await BrandCopy.CopyAsync(place.At("tree"), place.At("copy"));

        Assert.Equal(
            [".esb/x", "kept", "place/file", "src/new.cs", "src/own.cs", BrandSpec.FileName],
            Directory.EnumerateFiles(place.At("copy"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(place.At("copy"), file))
                .Where(file => !file.StartsWith(".nuke", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    static string RepositoryRoot(string directory)
        => File.Exists(Path.Combine(directory, BrandSpec.FileName)) ? directory : RepositoryRoot(Path.GetDirectoryName(directory)!);

    // Names of this repository's own tools stay: docs/branding.md.
    [GeneratedRegex("(?<![A-Za-z0-9])esb(?!_STAND_INS)(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Own();

    // As above.
    [GeneratedRegex("\"[^\"]*(?:\\bESB_(?!TEST|STAND_INS|ACCEPT)[A-Z]|\\bcom\\.esb\\.|(?<!\\w)\\.esb(?=[\"/]))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Literal();
}
