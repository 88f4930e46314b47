namespace Repository.Tests.Docs;

/// <summary>A command of a page, or of <c>.mise.toml</c>, that cannot do in a test what it says.</summary>
/// <param name="Line">As it is written, without its comment.</param>
/// <param name="Message">What it ends with where it cannot succeed, part of its output; null: it is not run.</param>
sealed record Exemption(string Line, string Reason, string? Message = null);

/// <summary>The only commands that need not run. What has a message is run all the same: it succeeds, or ends with that message.</summary>
static class Exempt
{
    const string Scanner = "the scanner's image comes from a registry";

    public static IReadOnlyList<Exemption> Lines { get; } =
    [
        new("./build.sh Test", "it is the run of these very tests"),
        new("./build.sh BakeTestImages && ESB_TEST_TAG=test dotnet test tests/Docker.Tests", "Test does both, and BakeTestImages clears the folder of the run's results"),
        new("source tools/completion/build.zsh", "needs zsh"),
        new("source tools/completion/build.fish", "needs fish"),
        new("./build.sh SetupBuildx --builder ci --driver docker-container", "BuildKit's image comes from a registry", "It needs an image of BuildKit, which a registry gives"),
        new("./build.sh SetupBuildx --builder pods --driver kubernetes --driver-opt namespace=builds replicas=2", "needs a cluster", "Its cluster is that of the kube configuration's current context"),
        new("./build.sh Bake --attest", Scanner, "--sbom-scanner none"),
        new("./build.sh Bake --attest --sbom-scanner registry.example/scanner:1", Scanner, "--sbom-scanner none"),
    ];

    public static Exemption? Of(string line) => Lines.FirstOrDefault(exemption => exemption.Line == line);
}
