namespace BuildChain.Tests;

public sealed class WritablePlaceTests : IDisposable
{
    readonly TemporaryDirectory _state = new();

    [Fact]
    public void Directories_links_to_some_and_nothing_at_all_pass()
    {
        _state.MakeDirectory("bake").MakeDirectory("elsewhere");
        Directory.CreateSymbolicLink(_state.At("buildx-cache"), _state.At("elsewhere"));

        WritablePlace.CheckDirectories(_state.Path, ["bake", "buildx-cache", "meta"]);
    }

    [Fact]
    public void A_file_in_the_place_of_a_directory_is_named()
    {
        _state.Write("bake");

        var error = Assert.Throws<BuildChainException>(() => WritablePlace.CheckDirectories(_state.Path, ["meta", "bake"]));

        Assert.Equal($"{_state.At("bake")} is a file; the build keeps its state in a directory of that name.", error.Message);
        Assert.Equal($"Move it away: mv {_state.At("bake")} {_state.At("bake")}.away", error.Remedy);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_named_with_its_end()
    {
        File.CreateSymbolicLink(_state.At("buildx-cache"), "large/cache");

        var error = Assert.Throws<BuildChainException>(() => WritablePlace.CheckDirectories(_state.Path, ["buildx-cache"]));

        Assert.Equal($"{_state.At("buildx-cache")} is a link to {_state.At("large/cache")}, which does not exist; the build keeps its state there.", error.Message);
        Assert.Equal($"Make the directory: mkdir -p {_state.At("large/cache")}", error.Remedy);
    }

    public void Dispose() => _state.Dispose();
}
