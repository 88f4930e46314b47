using BuildChain.Engine.Debian;

namespace BuildChain.Tests.Engine;

/// <summary>The expected order is dpkg's: <c>dpkg --compare-versions</c> says the same of every line.</summary>
public sealed class DebianVersionTests
{
    [Theory]
    [InlineData("1.0", "<<", "1.1")]
    [InlineData("1.9", "<<", "1.10")]
    [InlineData("1.0~rc1", "<<", "1.0")]
    [InlineData("1.0", "<<", "1.0a")]
    [InlineData("1.0a", "<<", "1.0+b")]
    [InlineData("1:0.1", ">>", "9.9")]
    [InlineData("2.36-9+deb12u14", ">=", "2.34")]
    [InlineData("2.36-9+deb12u14", "<<", "2.38")]
    [InlineData("1.8.9-2", "=", "1.8.9-2")]
    [InlineData("1.0-1", ">>", "1.0")]
    [InlineData("1.007", "=", "1.7")]
    [InlineData("20.10.24+dfsg1-1+deb12u1+b6", "<<", "26.1.5+dfsg1-9+deb13u1")]
    [InlineData("1.0~~", "<<", "1.0~")]
    public void Versions_compare_as_in_dpkg(string left, string relation, string right)
    {
        Assert.True(DebianVersion.Satisfies(left, relation, right));
        Assert.Equal(Math.Sign(DebianVersion.Compare(left, right)), -Math.Sign(DebianVersion.Compare(right, left)));
    }

    [Theory]
    [InlineData("2:1.02.185-2", "1.02.185")]
    [InlineData("28.5.2+dfsg4-5", "28.5.2+dfsg4")]
    [InlineData("1.0", "1.0")]
    public void The_upstream_version_has_neither_epoch_nor_revision(string version, string upstream)
        => Assert.Equal(upstream, DebianVersion.Upstream(version));
}
