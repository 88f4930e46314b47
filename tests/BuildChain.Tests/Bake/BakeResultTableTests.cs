using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BakeResultTableTests
{
    const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Each_image_has_a_line_with_what_became_of_it()
    {
        var result = new BakeResult(
            [
                new("meta", [], null, null, null, null, null),
                new("gateway", ["esb-gateway:t1"], Digest, Digest, BakeStatus.Built, TimeSpan.FromSeconds(12.34), "default/default/x"),
                new("agent", ["127.0.0.1:5010/esb-agent:t1", "esb-agent:latest"], Digest, Digest, BakeStatus.Cached, null, null),
                new("provisioner", ["esb-provisioner:t1"], Digest, Digest, BakeStatus.Restamped, TimeSpan.FromSeconds(0.2), null),
            ],
            TimeSpan.FromSeconds(75));

        Snapshot.Match(BakeResultTable.Render(result), "txt");
    }
}
