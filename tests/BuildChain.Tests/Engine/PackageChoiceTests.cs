using BuildChain.Engine;
using BuildChain.Engine.Debian;

namespace BuildChain.Tests.Engine;

public sealed class PackageChoiceTests
{
    static readonly Dictionary<string, string> Bookworm = new() { ["libc6"] = "2.36-9", ["libseccomp2"] = "2.5.4-1" };

    static readonly IReadOnlyList<DebianPackage> Lists =
    [
        .. List("bookworm", "runc 1.1.5 | libc6 (>= 2.34), libseccomp2 (>= 2.5.0)", "docker.io 20.10.24 | libc6 (>= 2.34)",
            "iptables 1.8.9 | libc6 (>= 2.34), libxtables12 (= 1.8.9), netbase", "libxtables12 1.8.9 | libc6 (>= 2.34)", "libmnl0 1.0.4 | libc6 (>= 2.34)"),
        .. List("testing", "runc 1.3.6 | libc6 (>= 2.38)", "docker.io 28.5.2 | libc6 (>= 2.34), systemd | systemd-sysusers, libmnl0 (>= 1.0)",
            "iptables 1.8.13 | libc6 (>= 2.38), libxtables12 (= 1.8.13)", "libxtables12 1.8.13 | libc6 (>= 2.34)", "libmnl0 1.0.5 | libc6 (>= 2.34)"),
    ];

    [Fact]
    public void The_newest_package_that_the_hosts_C_library_can_run_is_taken()
        => Assert.Equal(
            ["docker.io 28.5.2", "libmnl0 1.0.4", "runc 1.1.5"],
            Choose(new("docker.io", new Version(23, 0)), new("runc")));

    [Fact]
    public void Libraries_the_host_lacks_come_along_in_the_version_asked_for()
        => Assert.Equal(["iptables 1.8.9", "libxtables12 1.8.9"], Choose(new WantedPackage("iptables")));

    [Fact]
    public void A_package_without_a_usable_version_is_named_with_every_reason()
    {
        var choice = new PackageChoice(Lists.Where(package => package.Suite == "bookworm").ToList(), Bookworm);

        var failure = Assert.Throws<EngineException>(() => choice.Choose([new("docker.io", new Version(23, 0)), new("docker-buildx", new Version(0, 13))]));

        Assert.Contains("docker.io from 23.0 on: 20.10.24 is older than 23.0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("docker-buildx from 0.13 on: not in any suite", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_version_says_what_it_needs_and_what_is_there()
    {
        var choice = new PackageChoice(Lists.Where(package => package.Suite == "testing").ToList(), Bookworm);

        var failure = Assert.Throws<EngineException>(() => choice.Choose([new("runc")]));

        Assert.Contains("1.3.6 (testing) needs libc6 (>= 2.38), this machine has 2.36-9", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_package_may_be_absent()
        => Assert.Equal(["runc 1.1.5"], Choose(new("runc"), new("tini-static", Optional: true)));

    [Fact]
    public void What_is_installed_and_what_that_provides_is_read_from_dpkgs_status()
    {
        var installed = DebianPackage.ReadInstalled(new StringReader("""
            Package: libc6
            Status: install ok installed
            Version: 2.36-9
            Description: two
             lines

            Package: gone
            Status: deinstall ok config-files
            Version: 1

            Package: libapt
            Status: install ok installed
            Version: 2.6
            Provides: libapt-api (= 6.0), libapt-any
            """));

        Assert.Equal(["libapt 2.6", "libapt-any 2.6", "libapt-api 6.0", "libc6 2.36-9"], installed.Select(pair => $"{pair.Key} {pair.Value}").Order());
    }

    static IEnumerable<string> Choose(params IReadOnlyList<WantedPackage> wanted)
        => new PackageChoice(Lists, Bookworm, "bookworm").Choose(wanted).Select(package => $"{package.Name} {package.Version}");

    static IEnumerable<DebianPackage> List(string suite, params string[] lines)
        => DebianPackage.ReadList(
            new StringReader(string.Join("\n\n", lines.Select(line =>
            {
                var parts = line.Split(" | ", 2);
                var name = parts[0].Split(' ');
                return $"Package: {name[0]}\nVersion: {name[1]}\nDepends: {parts[1]}";
            }))),
            suite);
}
