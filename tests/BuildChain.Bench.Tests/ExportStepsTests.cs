using BuildChain.Bench.Bakes;

namespace BuildChain.Bench.Tests;

public class ExportStepsTests
{
    // What buildx 0.29 writes, shortened.
    const string Progress = """
        {"vertexes":[{"digest":"sha256:1","name":"[one] exporting cache to client directory","started":"2026-03-01T10:00:09.187034901Z"}],"statuses":[]}
        {"vertexes":[{"digest":"sha256:1","name":"[one] exporting cache to client directory","started":"2026-03-01T10:00:09.000000001Z","completed":"2026-03-01T10:00:10.250000001Z"}]}
        {"vertexes":[{"digest":"sha256:1","name":"[one] exporting cache to client directory","started":"2026-03-01T10:00:09.000000001Z","completed":"2026-03-01T10:00:10.250000001Z"}]}
        {"vertexes":[{"digest":"sha256:2","name":"exporting cache to client directory","started":"2026-03-01T10:00:10Z","completed":"2026-03-01T10:00:10.5Z"}]}
        {"vertexes":[{"digest":"sha256:3","name":"[one] exporting to image","started":"2026-03-01T10:00:10Z","completed":"2026-03-01T10:00:20Z"}]}
        """;

    [Fact]
    public void Every_export_of_cache_counts_once() => Assert.Equal(1.75, ExportSteps.Seconds(Progress), 6);

    [Fact]
    public void No_export_takes_no_time() => Assert.Equal(0, ExportSteps.Seconds("#1 [internal] load build definition"));
}
