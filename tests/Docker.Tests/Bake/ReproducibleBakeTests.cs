using BuildChain.Bake;

namespace BuildChain.DockerTests.Bake;

public sealed class ReproducibleBakeTests
{
    static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public async Task Two_clean_builds_at_different_times_from_files_of_different_times_give_the_same_images()
    {
        await using var repository = await BakeRepository.CreateAsync();
        repository.Write("base/Dockerfile", "FROM debian:bookworm-slim\nCOPY file /base\nRUN mkdir /made && date > /made/elsewhere && rm /made/elsewhere && echo x > /made/file\nWORKDIR /work\n");
        var request = repository.Request with { Epoch = Epoch, NoCache = true };

        var first = await repository.BakeAsync(request);
        var firstLayers = await LayersAsync(repository);
        foreach (var file in new[] { "base/file", "alpha/file", "beta/file", "meta/version.json" })
            File.SetLastWriteTimeUtc(repository.At(file), DateTime.UtcNow.AddYears(-9));
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        var second = await repository.BakeAsync(request);

        Assert.Equal(first.Images.Select(image => image.Digest), second.Images.Select(image => image.Digest));
        Assert.Equal(firstLayers, await LayersAsync(repository));
        var created = await repository.DockerAsync("image", "inspect", "--format", "{{.Created}} {{.Id}}", $"esb-bt-alpha:{repository.Tag}");
        Assert.Equal($"2023-11-14T22:13:20Z {first.Images[0].Digest}", created.Output);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(repository.At(".esb/bake")), entry => Path.GetFileName(entry).StartsWith("run-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_the_same_size_is_not_taken_for_the_one_before()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var request = repository.Request with { Epoch = Epoch };
        var layers = new List<string>();

        foreach (var text in new[] { "one", "two", "one" })
        {
            repository.Write("base/file", text);
            await repository.BakeAsync(request);
            layers.Add(await LayersAsync(repository));
        }

        Assert.NotEqual(layers[0], layers[1]);
        Assert.Equal(layers[0], layers[2]);
    }

    [Fact]
    public async Task Provenance_is_in_an_image_that_asks_for_it()
    {
        await using var repository = await BakeRepository.CreateAsync();

        await repository.BakeAsync(repository.Request with { Attestations = new Attestations(SbomScanner: null) });

        Assert.Contains("exporting attestation manifest", repository.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sbom_is_written_by_the_scanner_that_is_named()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var scanner = $"esb-bt-base:{repository.Tag}";
        repository.Write("scanner/Dockerfile", """
            FROM debian:bookworm-slim
            COPY --chmod=0755 scan /scan
            CMD ["/scan"]
            """).Write("scanner/scan", """
            #!/bin/sh
            set -eu
            echo '{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document","predicate":{"spdxVersion":"SPDX-2.3","name":"test"}}' \
                > "$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json"
            """);
        Assert.True((await repository.DockerAsync("buildx", "build", "--provenance=false", "--tag", scanner, "scanner")) is { ExitCode: 0 });

        await repository.BakeAsync(repository.Request with { Attestations = new Attestations(scanner), Targets = ["alpha"] });

        Assert.Contains("exporting attestation manifest", repository.Output, StringComparison.Ordinal);
        Assert.Contains("generating sbom using", repository.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_that_nothing_gives_is_told_with_what_to_do()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var failure = await Assert.ThrowsAsync<BakeFailedException>(
            () => repository.BakeAsync(repository.Request with { Attestations = new Attestations("127.0.0.1:9/buildkit-syft-scanner:none") }));

        Assert.Contains("--sbom-scanner none", failure.Remedy, StringComparison.Ordinal);
    }

    static async Task<string> LayersAsync(BakeRepository repository)
        => (await repository.DockerAsync(
            "image", "inspect", "--format", "{{json .RootFS.Layers}}", $"esb-bt-alpha:{repository.Tag}", $"esb-bt-beta:{repository.Tag}")).EnsureSuccess().Output;
}
