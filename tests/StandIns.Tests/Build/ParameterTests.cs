namespace StandIns.Tests.BuildContract;

public class ParameterTests
{
    [Fact]
    public async Task Members_keep_their_initial_values_without_parameters()
    {
        using var build = await SampleBuild.Run("Info");

        Assert.Contains("00:00:00 [INF] Mode=Docker Configuration=Debug Retries=3", build.Lines);
        Assert.Contains("00:00:00 [INF] Limit=null Tag=latest Lint=null", build.Lines);
        Assert.Contains("00:00:00 [INF] Names=[] Numbers=[]", build.Lines);
        Assert.Contains("00:00:00 [INF] Output=null Verbose=False", build.Lines);
        Assert.Contains("00:00:00 [INF] Local=True Server=False GitHub=False", build.Lines);
        Assert.Contains("00:00:00 [INF] Invoked=[\"Info\"] True", build.Lines);
    }

    [Fact]
    public async Task Arguments_give_values_of_every_kind()
    {
        using var build = await SampleBuild.Run(
            "Info", "--mode", "containerd", "--configuration", "release", "--retries", "9", "--limit", "4", "--image-tag", "t1", "--lintLevel",
            "high", "--names", "a", "b c", "--numbers", "1;2;3", "--output-directory", "out/x", "--chatty", "--HomePage", "https://x.y/z");

        Assert.Contains("00:00:00 [INF] Mode=Containerd Configuration=Release Retries=9", build.Lines);
        Assert.Contains("00:00:00 [INF] Limit=4 Tag=t1 Lint=high", build.Lines);
        Assert.Contains("00:00:00 [INF] Names=[\"a\", \"b c\"] Numbers=[1, 2, 3]", build.Lines);
        Assert.Contains($"00:00:00 [INF] Output={Path.Combine(build.Root, "out", "x")} Verbose=True", build.Lines);
        Assert.Contains("00:00:00 [INF] Home=https://x.y/z Timeout=null", build.Lines);
    }

    [Theory]
    [InlineData("IMAGE_TAG")]
    [InlineData("ImageTag")]
    [InlineData("NUKE_IMAGE_TAG")]
    public async Task The_environment_gives_values_under_several_names(string variable)
    {
        using var build = await new SampleBuild().With(variable, "env").With("RETRIES", "5").With("CHATTY", "true").Execute("Info");

        Assert.Contains("00:00:00 [INF] Limit=null Tag=env Lint=null", build.Lines);
        Assert.Contains("00:00:00 [INF] Mode=Docker Configuration=Debug Retries=5", build.Lines);
        Assert.Contains("00:00:00 [INF] Output=null Verbose=True", build.Lines);
    }

    [Fact]
    public async Task The_parameters_file_gives_values_and_a_profile_overrides_them()
    {
        using var build = await new SampleBuild()
            .WithFile(".nuke/parameters.json", """
                {
                  // a comment
                  "Retries": 11, "Mode": "Containerd", "Names": ["p", "q"], "ImageTag": "file", "OutputDirectory": "rel/dir", "Chatty": true
                }
                """)
            .WithFile(".nuke/parameters.ci.json", """{ "ImageTag": "ci" }""")
            .Execute("Info", "--profile", "ci");

        Assert.Contains("00:00:00 [INF] Mode=Containerd Configuration=Debug Retries=11", build.Lines);
        Assert.Contains("00:00:00 [INF] Limit=null Tag=ci Lint=null", build.Lines);
        Assert.Contains("00:00:00 [INF] Names=[\"p\", \"q\"] Numbers=[]", build.Lines);
        Assert.Contains($"00:00:00 [INF] Output={Path.Combine(build.Root, "rel", "dir")} Verbose=True", build.Lines);
    }

    [Fact]
    public async Task Arguments_win_over_the_environment_and_that_over_the_file()
    {
        using var build = await new SampleBuild()
            .WithFile(".nuke/parameters.json", """{ "Retries": 1, "Limit": 1, "ImageTag": "file" }""")
            .With("RETRIES", "2").With("LIMIT", "2")
            .Execute("Info", "--retries", "3");

        Assert.Contains("00:00:00 [INF] Mode=Docker Configuration=Debug Retries=3", build.Lines);
        Assert.Contains("00:00:00 [INF] Limit=2 Tag=file Lint=null", build.Lines);
    }

    [Theory]
    [InlineData("--mode", "bad", "Build.Mode", "Value 'bad' could not be converted to 'Mode?'")]
    [InlineData("--retries", "x", "Build.Retries", "Value 'x' could not be converted to 'int?'")]
    public async Task A_bad_value_is_a_warning_and_the_initial_value_stays(string name, string value, string member, string reason)
    {
        using var build = await SampleBuild.Run("Info", name, value);

        Assert.Equal(0, build.ExitCode);
        Assert.Contains($"00:00:00 [WRN] Could not inject value for {member}", build.Lines);
        Assert.Contains(reason, build.Lines);
        Assert.Contains("00:00:00 [INF] Mode=Docker Configuration=Debug Retries=3", build.Lines);
    }

    [Fact]
    public async Task A_variable_that_is_given_twice_is_a_warning_and_the_initial_value_stays()
    {
        using var build = await new SampleBuild().With("RETRIES", "5").With("NUKE_RETRIES", "6").Execute("Info");

        Assert.Contains("00:00:00 [WRN] Could not resolve Retries since multiple values are provided", build.Lines);
        Assert.Contains("00:00:00 [INF] Mode=Docker Configuration=Debug Retries=3", build.Lines);
    }

    [Fact]
    public async Task Targets_can_come_from_environment_and_file()
    {
        using var fromEnvironment = await new SampleBuild().With("NUKE_TARGET", "Lint").Execute();
        using var fromFile = await new SampleBuild().WithFile(".nuke/parameters.json", """{ "Target": ["Lint"] }""").Execute();

        Assert.Equal(["Lint Succeeded"], fromEnvironment.Summary);
        Assert.Equal(["Lint Succeeded"], fromFile.Summary);
    }
}
