using BuildChain.Bake;
using BuildChain.DockerTests.Bake;
using BuildChain.DockerTests.Images;
using BuildChain.Functions;
using BuildChain.Functions.Generation;
using BuildChain.Processes;
using TestProcess;
using BakedImage = BuildChain.DockerTests.Images.BakedImage;
using static TestProcess.SampleFunctions;

namespace BuildChain.DockerTests.Functions;

/// <summary>The generated bake file as buildx understands it, and generated Dockerfiles as BuildKit does: whatever a value is, it comes out as it went in.</summary>
public sealed class GeneratedBakeFileTests : IDisposable
{
    static readonly string[] Hostile =
    [
        "${X}", "$${X}", "$$${X}", "%{if true}x%{endif}", "%%{x}", "$", "$$", "%", "\"", "\\", "\\\"", "'", "`x`", "$(x)", "a\nb", "a\r\nb", "\t", " ", "", "#", "//", "/*", "ü😀", "${upper(\"x\")}", "${ESB_TAG}", "<<EOF",
        "\",\"", "a,b=c", "type=local,dest=/",
    ];

    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-generated-");

    public GeneratedBakeFileTests()
    {
        foreach (var file in new[] { "docker-bake.hcl" })
            File.Copy(Path.Combine(FixtureFunctions.RepositoryRoot, file), At(file));
        Write(".esb/certs/rootCA.crt", "not a secret");
    }

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData(BaseLink.Image, "docker-image://esb-lambda-base:t1")]
    [InlineData(BaseLink.Target, "target:lambda-base")]
    public async Task Functions_stand_on_the_lambda_base_however_it_is_linked(BaseLink link, string expected)
    {
        var model = await PrintAsync(link, Python("one", Write("src/one/app.py")), Image("two", new Dictionary<string, string>()));

        Assert.Equal(expected, model.Targets["fn-one"].Contexts["lambda-base"]);
        Assert.Equal(expected, model.Targets["own-two"].Contexts["lambda-base"]);
        Assert.Equal("target:own-two", model.Targets["fn-two"].Contexts["own"]);
        Assert.Equal(["fn-one", "fn-two"], model.Groups["esb-functions"]);
        Assert.Equal(["esb-one:t1"], model.Targets["fn-one"].Tags);
        Assert.Equal("function", model.Targets["fn-one"].Labels["com.esb.kind"]);
        Assert.Equal("true", model.Targets["fn-one"].Labels["com.esb.managed"]);
        Assert.Equal("cache/esb-functions/fn-one", model.Targets["fn-one"].CacheFrom[0]["src"]);
        Assert.Equal("docker", Assert.Single(model.Targets["fn-two"].Outputs).Type);
    }

    [Fact]
    public async Task Hostile_values_of_build_arguments_stay_what_they_are()
    {
        var args = Hostile.Select((value, index) => (value, index)).ToDictionary(x => $"A{x.index}", x => x.value);

        var model = await PrintAsync(BaseLink.Image, Image("two", args));

        Assert.All(args, arg => Assert.Equal(arg.Value, model.Targets["own-two"].Args[arg.Key]));
    }

    [Theory]
    [InlineData("a ${X} b")]
    [InlineData("%{x}")]
    [InlineData("'q' \"d\"")]
    [InlineData("https:")]
    [InlineData("target:x")]
    [InlineData("docker-image:x")]
    [InlineData("github.com")]
    [InlineData("a,b=c")]
    public async Task A_hostile_folder_is_a_folder(string name)
    {
        Write($"{name}/sub/Dockerfile", "FROM lambda-base\n");
        var function = Image("two", new Dictionary<string, string>()) with { Code = new ImageCode(At($"{name}/sub/Dockerfile"), At(name), new Dictionary<string, string>(), "st${a}ge") };

        var model = await PrintAsync(BaseLink.Image, function);

        var own = model.Targets["own-two"];
        Assert.Equal(At(name), Path.GetFullPath(own.Context, directory.FullName));
        Assert.Equal("sub/Dockerfile", own.Dockerfile);
        Assert.Equal("st${a}ge", own.Stage);
    }

    [Fact]
    public async Task Hostile_values_in_a_dockerfile_become_an_images_settings_and_nothing_else()
    {
        var docker = await TestDocker.CliAsync();
        var words = Hostile.Where(value => value.Length > 0).ToList();
        var image = await BakedImage.OfAsync("lambda-base");
        Write("src/own/Dockerfile", "FROM lambda-base\n");
        var python = Python("evil", Write("src/one/app.py")) with { Handler = "a\"]\nRUN touch /evil\n${X} \\" };
        var own = Image("evil-image", new Dictionary<string, string>()) with
        {
            Code = new ImageCode(At("src/own/Dockerfile"), At("src/own"), new Dictionary<string, string>(), null) { Config = new ImageConfig(words, words, "/w ${X} \"q\" \\d") },
        };
        using var generated = await FunctionGenerator.GenerateAsync(Request(directory.FullName, App(At("template.yaml"), python, own)));
        var tag = $"gen-{Guid.NewGuid():N}"[..12];
        try
        {
            await BakeAsync(docker, tag, image.Reference, generated.BakeFile);

            Assert.Equal([python.Handler], await SettingAsync(docker, $"esb-evil:{tag}", "Cmd"));
            Assert.Equal(words, await SettingAsync(docker, $"esb-evil-image:{tag}", "Entrypoint"));
            Assert.Equal(words, await SettingAsync(docker, $"esb-evil-image:{tag}", "Cmd"));
            Assert.Equal(["/w ${X} \"q\" \\d"], await SettingAsync(docker, $"esb-evil-image:{tag}", "WorkingDir"));
            Assert.Equal("/var/task/app.py", await OutputAsync(docker, "run", "--rm", "--network", "none", "--entrypoint", "find", $"esb-evil:{tag}", "/var/task", "/evil", "-type", "f"));
        }
        finally
        {
            await BakedImage.RunAsync(docker, "image", "rm", "--force", $"esb-evil:{tag}", $"esb-evil-image:{tag}");
        }
    }

    async Task<BakeModel> PrintAsync(BaseLink link, params FunctionSpec[] functions)
    {
        using var generated = await FunctionGenerator.GenerateAsync(Request(directory.FullName, App(At("template.yaml"), functions)));
        var request = new BakeRequest(directory.FullName)
        {
            Targets = [FunctionTargets.Group], BaseLink = link, Variables = new Dictionary<string, string?> { ["ESB_TAG"] = "t1", ["CACHE_DIR"] = "cache" },
        };
        return (await BakePlanner.PlanAsync(generated.AddTo(request), await TestDocker.CliAsync())).Model;
    }

    /// <summary>Against the lambda base that the tests' images were baked with, whatever its tag.</summary>
    async Task BakeAsync(DockerCli docker, string tag, string lambdaBase, string bakeFile)
    {
        var result = await ProcessRunner.TryRunAsync(new ProcessRequest(
            docker.Path, "buildx", "bake", "--file", "docker-bake.hcl", "--file", bakeFile, "--progress", "plain", "--set", $"*.contexts.lambda-base=docker-image://{lambdaBase}", FunctionTargets.Group)
        {
            WorkingDirectory = directory.FullName, Environment = new Dictionary<string, string?>(docker.Environment) { ["ESB_TAG"] = tag },
        });
        Assert.True(result.Succeeded, result.Error);
    }

    static async Task<IReadOnlyList<string?>> SettingAsync(DockerCli docker, string image, string name)
    {
        var details = System.Text.Json.Nodes.JsonNode.Parse(await OutputAsync(docker, "image", "inspect", image))![0]!["Config"]![name]!;
        return details is System.Text.Json.Nodes.JsonArray list ? [.. list.Select(item => (string?)item)] : [(string?)details];
    }

    static async Task<string> OutputAsync(DockerCli docker, params string[] arguments)
    {
        var result = await BakedImage.RunAsync(docker, arguments);
        return result.Output;
    }

    FunctionSpec Image(string name, IReadOnlyDictionary<string, string> args) => new()
    {
        LogicalId = "Image", Name = name, Position = Nowhere, Runtime = "image",
        Code = new ImageCode(Path.Combine(Write("src/two/Dockerfile", "FROM lambda-base\n"), "Dockerfile"), At("src/two"), args, null),
    };

    string At(string path) => Path.Combine(directory.FullName, path);

    /// <summary>Writes a file and gives the folder that it is in.</summary>
    string Write(string path, string text = "")
    {
        var folder = Path.GetDirectoryName(At(path))!;
        Directory.CreateDirectory(folder);
        File.WriteAllText(At(path), text);
        return folder;
    }
}
