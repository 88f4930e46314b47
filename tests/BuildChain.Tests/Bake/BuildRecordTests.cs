using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BuildRecordTests
{
    static string Vertex(string digest, string name, string state = "")
        => $$"""{"vertexes":[{"digest":"{{digest}}","name":"{{name}}"{{state}}}]}""";

    const string Ran = ""","started":"2025-01-31T12:00:01Z","completed":"2025-01-31T12:00:03.5Z" """;
    const string Cached = ""","cached":true,"started":"2025-01-31T12:00:00Z","completed":"2025-01-31T12:00:00Z" """;

    static BuildRecord Read(params string[] lines) => BuildRecord.Read(string.Join('\n', lines));

    [Fact]
    public void Everything_from_the_cache_is_cached()
    {
        var record = Read(
            Vertex("1", "[internal] load build definition from Dockerfile", Ran), Vertex("2", "[1/3] FROM debian", Ran),
            Vertex("3", "[2/3] COPY f /f", Cached), Vertex("4", "[3/3] RUN x", Cached), Vertex("5", "[build 1/1] RUN never needed"), Vertex("6", "exporting to image", Ran));

        Assert.Equal(BakeStatus.Cached, record.Status);
        Assert.Equal(TimeSpan.FromSeconds(3.5), record.Duration);
    }

    [Fact]
    public void One_step_that_ran_is_built()
        => Assert.Equal(BakeStatus.Built, Read(Vertex("3", "[2/3] COPY f /f", Cached), Vertex("4", "[linux/amd64 build 3/3] RUN x", Ran)).Status);

    [Fact]
    public void Only_the_version_file_is_restamped()
        => Assert.Equal(BakeStatus.Restamped, Read(
            Vertex("3", "[2/3] RUN x", Cached), Vertex("4", "[stage-0 3/3] COPY --link --from=meta /a/version.json /app/version.json", Ran)).Status);

    [Fact]
    public void The_step_that_packs_the_version_files_does_not_make_an_image_a_built_one()
    {
        const string Inputs = ""","inputs":["3","meta"]""";
        string[] steps = [Vertex("meta", "[1/1] COPY . /", Ran), Vertex("3", "[2/3] RUN x", Cached), Vertex("4", "[3/3] COPY --from=meta /a/version.json /app/version.json", Inputs + Ran)];

        Assert.Equal(BakeStatus.Restamped, Read(steps).Status);
        Assert.Equal(BakeStatus.Built, Read([.. steps, Vertex("5", "[2/2] COPY . /app/", Ran)]).Status);
        Assert.Equal(BakeStatus.Built, Read(Vertex("meta", "[1/1] COPY . /", Ran)).Status);
    }

    [Fact]
    public void A_step_told_in_several_lines_is_one_step()
    {
        var record = Read(Vertex("3", "[2/3] RUN x"), Vertex("3", "[2/3] RUN x", ",\"started\":\"2025-01-31T12:00:00Z\""), "", "no json", "{}", "{broken", Vertex("3", "[2/3] RUN x", Cached));

        Assert.Equal(new BuildStep("[2/3] RUN x", Started: true, Cached: true), Assert.Single(record.Steps));
        Assert.Equal(BakeStatus.Cached, record.Status);
    }
}
