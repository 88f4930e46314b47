using System.Runtime.CompilerServices;
using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

public sealed class E2EProfilesTests
{
    [Fact]
    public void A_profile_has_what_the_file_says_and_defaults_for_the_rest()
    {
        var profiles = E2EProfiles.Parse(
            """
            version: 1
            profiles:
              one:
                mode: containerd
                env: other
                template: t.yaml
                environment: { LOG_LEVEL: debug, EMPTY: "" }
                suites: [smoke, smoke]
                timeouts: { build: 15min, up: 90s }
              two: {}
            """,
            "e2e/profiles.yml").All;

        var (one, two) = (profiles[0], profiles[1]);
        Assert.Equal(("one", "containerd", "other", "t.yaml"), (one.Name, one.Mode, one.Env, one.Template));
        Assert.Equal(new Dictionary<string, string> { ["LOG_LEVEL"] = "debug", ["EMPTY"] = "" }, one.Environment);
        Assert.Equal(["smoke"], one.Suites);
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(90)), (one.Timeouts.Of(RunPhase.Build), one.Timeouts.Of(RunPhase.Up)));
        Assert.Equal("e2e/profiles.yml:3:3", one.At.ToString());
        Assert.Equal(("two", "docker", "two", "e2e/fixtures/template.yaml"), (two.Name, two.Mode, two.Env, two.Template));
        Assert.Equal(["smoke", "standard"], two.Suites);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_place()
    {
        var error = Assert.Throws<BuildChainException>(() => E2EProfiles.Parse(
            """
            version: 2
            profiles:
              Docker:
                mode: podman
                env: Not/Valid
                templat: t.yaml
                environment: { ESB_TAG: mine, 1st: x, LIST: [a] }
                suites: []
                timeouts: { buidl: 15min, up: soon, tags: 1s }
            """,
            "p.yml"));

        Assert.Equal(
            """
            p.yml:1:10: version must be 1
            p.yml:3:3: 'Docker' is no profile name: it must be a-z, 0-9 and '-', the first a letter, at most 40
            p.yml:6:5: profile 'Docker' has no key 'templat'. Known are: mode, env, template, environment, suites, timeouts. Did you mean 'template'?
            p.yml:4:11: mode is 'podman'. Known are: docker, containerd.
            p.yml:5:10: env: 'Not/Valid' is not an environment name. It is 1 to 40 of a-z 0-9 - _, the first a letter or digit.
            p.yml:7:20: ESB_TAG is set by the run itself: no two runs could have the same
            p.yml:7:35: '1st' is no name of a variable: it must be A-Z, a-z, 0-9 and '_', the first no digit
            p.yml:7:49: LIST must be a single value
            p.yml:8:13: suites must be a list of at least one, such as [smoke, standard]
            p.yml:9:17: there is no timeout of 'buidl'. Known are: tag, ports, build, up, healthy, scenarios, logs, teardown. Did you mean 'build'?
            p.yml:9:35: timeout of up is 'soon': it must be a time up to a day, such as 90s or 15min
            p.yml:9:41: there is no timeout of 'tags'. Known are: tag, ports, build, up, healthy, scenarios, logs, teardown. Did you mean 'tag'?
            """.ReplaceLineEndings("\n"),
            error.Message);
    }

    [Theory]
    [InlineData("", "p.yml:1:1: version must be 1")]
    [InlineData("- a", "p.yml:1:1: the file is a mapping with 'version' and 'profiles'")]
    [InlineData("version: 1", "p.yml:1:1: there is no profile; write one below 'profiles'")]
    [InlineData("version: 1\nprofiles: [a]", "p.yml:2:11: profiles must be a mapping")]
    [InlineData("version: [", "p.yml:2:1: not YAML")]
    public void A_file_that_is_something_else_is_told_what_it_should_be(string text, string start)
        => Assert.StartsWith(start, Assert.Throws<BuildChainException>(() => E2EProfiles.Parse(text, "p.yml")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_YAML_is_told_what_to_write()
        => Assert.Equal(
            "Correct p.yml: the file is a mapping with 'version' and 'profiles'.",
            Assert.Throws<BuildChainException>(() => E2EProfiles.Parse("version: [", "p.yml")).Remedy);

    [Fact]
    public void Profiles_are_chosen_by_name_and_an_unknown_one_names_the_known()
    {
        var profiles = E2EProfiles.Parse("version: 1\nprofiles: { e2e-docker: {}, e2e-containerd: {} }", "p.yml");

        Assert.Equal(["e2e-docker", "e2e-containerd"], profiles.Select([]).Select(p => p.Name));
        Assert.Equal(["e2e-containerd"], profiles.Select(["e2e-containerd", "e2e-containerd"]).Select(p => p.Name));
        Assert.Equal(
            "--e2e-profiles: there is no profile 'e2e-dokcer' in p.yml. Known are: e2e-docker, e2e-containerd. Did you mean 'e2e-docker'?",
            Assert.Throws<BuildChainException>(() => profiles.Select(["e2e-dokcer"])).Message);
    }

    [Fact]
    public void A_template_is_found_from_the_root_or_absolutely()
    {
        using var outside = new TemporaryDirectory();
        outside.Write("t.yaml", "Resources: {}");
        var one = Profile(outside.At("t.yaml"));

        Assert.Equal(outside.At("t.yaml"), one.TemplateIn("/elsewhere"));
        Assert.Empty(one.ReadTemplate("/elsewhere").Functions);
        Assert.Equal("/elsewhere/t.yaml", Profile("t.yaml").TemplateIn("/elsewhere"));
        Assert.Empty(Profile("t.yaml").ReadTemplate(outside.Path).Functions);
    }

    [Fact]
    public void A_template_that_does_not_exist_is_told_with_the_place_that_names_it()
    {
        using var root = new TemporaryDirectory();
        root.Write("template.yaml");

        var error = Assert.Throws<BuildChainException>(() => Profile("templat.yaml").ReadTemplate(root.Path));

        Assert.Equal("p.yml:4:15: profile 'one' takes the template templat.yaml. The template does not exist.", error.Message);
        Assert.EndsWith("template.yaml. Did you mean 'template.yaml'?", error.Remedy, StringComparison.Ordinal);
        Assert.StartsWith("p.yml:3:3: profile 'one' takes the template e2e/fixtures/template.yaml. ", Assert.Throws<BuildChainException>(() => Profile(null).ReadTemplate(root.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e2e", "e2e is a directory, and the profiles of E2E are in a file.")]
    [InlineData("e2e/profile.yml", "There is no e2e/profile.yml, which says what E2E runs. Did you mean 'e2e/profiles.yml'?")]
    [InlineData("none/at.all", "There is no none/at.all, which says what E2E runs.")]
    [InlineData("e2e/link.yml", "e2e/link.yml is a link to /nowhere.yml, which does not exist.")]
    public void A_file_that_is_not_there_is_told_as_what_it_is(string path, string message)
    {
        using var root = new TemporaryDirectory();
        root.Write("e2e/profiles.yml");
        File.CreateSymbolicLink(root.At("e2e/link.yml"), "/nowhere.yml");

        Assert.Equal(message, Assert.Throws<BuildChainException>(() => E2EProfiles.Read(path, root.Path)).Message);
    }

    static E2EProfile Profile(string? template)
        => Assert.Single(E2EProfiles.Parse($"version: 1\nprofiles:\n  one:\n    {(template is null ? "mode: docker" : $"template: {template}")}\n", "p.yml").All);

    [Fact]
    public void The_repository_has_a_profile_of_each_mode()
    {
        var profiles = E2EProfiles.Read("e2e/profiles.yml", Root());

        Assert.Equal([("e2e-docker", "docker"), ("e2e-containerd", "containerd")], profiles.All.Select(p => (p.Name, p.Mode)));
    }

    static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
