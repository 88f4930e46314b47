using BuildChain.Functions;
using BuildChain.Functions.Generation;
using TestProcess;
using static TestProcess.SampleFunctions;

namespace BuildChain.Tests.Functions.Generation;

public sealed class FunctionGeneratorTests : IDisposable
{
    readonly TemporaryDirectory root = new();

    public void Dispose() => root.Dispose();

    string Folder => root.At(".esb/test/functions");

    [Fact]
    public async Task A_function_gets_a_context_of_its_own_and_shares_its_layers()
    {
        root.Write("src/echo/app.py", "code").Write("layers/tools/bin/tool", "x").Write("layers/packages/lib.py", "y");
        var layers = new[] { Layer("Tools", root.At("layers/tools")), Layer("Packages", root.At("layers/packages"), "python3.11") };

        await GenerateAsync(Python("echo", root.At("src/echo")) with { Layers = layers }, Python("two", root.At("src/echo")) with { Layers = [layers[0]] });

        Assert.Equal(
            [
                ".layers/Packages/python/lib.py", ".layers/Tools/bin/tool", ".meta/fn-echo/version.json", ".meta/fn-two/version.json", "docker-bake.functions.json",
                "echo/.dockerignore", "echo/Dockerfile", "echo/code/app.py", "two/.dockerignore", "two/Dockerfile", "two/code/app.py",
            ],
            Files());
        Assert.Equal("code", Text("echo/code/app.py"));
        Assert.Equal(["functions.yml", "resources.yml", "routing.yml"], Directory.EnumerateFiles(root.At(".esb/test/config")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Inline_code_is_a_module()
    {
        await GenerateAsync(Python("inline", "") with { Code = new InlineCode("def handler(e, c): pass\n") });

        Assert.Equal("def handler(e, c): pass\n", Text("inline/code/index.py"));
    }

    [Fact]
    public async Task Two_functions_of_one_bake_target_are_refused()
    {
        var e = await Assert.ThrowsAsync<BuildChainException>(() => GenerateAsync(Python("a.b", root.At("src/echo")), Python("a_b", root.At("src/echo"))));

        Assert.Contains("functions 'a.b' and 'a_b' would both be the bake target 'fn-a_b'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_again_writes_nothing()
    {
        var functions = Sources("one", "two");
        Assert.True(await GenerateAsync(functions));
        var before = Times();

        Assert.False(await GenerateAsync(functions));

        Assert.Equal(before, Times());
    }

    [Fact]
    public async Task Code_in_the_root_of_the_repository_does_not_bring_along_what_the_chain_made()
    {
        root.Write("app.py", "code").Write(".esb/certs/rootCA.key", "secret");
        var function = Python("whole", root.Path) with { Layers = [Layer("Whole", root.Path)] };
        await GenerateAsync(function);

        Assert.False(await GenerateAsync(function));

        Assert.Equal(
            [".layers/Whole/app.py", ".meta/fn-whole/version.json", "docker-bake.functions.json", "whole/.dockerignore", "whole/Dockerfile", "whole/code/app.py"], Files());
    }

    [Fact]
    public async Task A_changed_file_changes_its_function_and_keeps_the_others()
    {
        var functions = Sources("one", "two");
        await GenerateAsync(functions);
        var before = Times();

        Replace("src/two/app.py", "changed, and longer");
        Assert.True(await GenerateAsync(functions));

        Assert.Equal("changed, and longer", Text("two/code/app.py"));
        Assert.Equal(["two/code/app.py"], before.Except(Times()).Select(file => file.Path));
    }

    [Fact]
    public async Task A_change_that_keeps_size_and_time_is_seen_and_shown_to_buildkit()
    {
        var functions = Sources("one", "two");
        await GenerateAsync(functions);
        var before = Times();
        var time = File.GetLastWriteTimeUtc(root.At("src/two/app.py"));

        Replace("src/two/app.py", "owt");
        File.SetLastWriteTimeUtc(root.At("src/two/app.py"), time);
        Assert.True(await GenerateAsync(functions));

        Assert.Equal("owt", Text("two/code/app.py"));
        Assert.Equal(["two/code/app.py"], before.Except(Times()).Select(file => file.Path));
        Assert.False(await GenerateAsync(functions));
    }

    [Fact]
    public async Task A_removed_function_file_or_layer_disappears()
    {
        root.Write("layers/tools/x");
        var functions = Sources("one", "two");
        await GenerateAsync(functions[0] with { Layers = [Layer("Tools", root.At("layers/tools"))] }, functions[1]);
        root.Write("src/one/more.py");
        await GenerateAsync(functions);
        Assert.Contains("one/code/more.py", Files());
        Assert.DoesNotContain(".layers/Tools/x", Files());

        File.Delete(root.At("src/one/more.py"));
        await GenerateAsync(functions[0]);

        Assert.Equal([".meta/fn-one/version.json", "docker-bake.functions.json", "one/.dockerignore", "one/Dockerfile", "one/code/app.py"], Files());
        Assert.DoesNotContain("two", File.ReadAllText(root.At(".esb/test/config/functions.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_changed_or_added_in_the_folder_is_put_right()
    {
        var functions = Sources("one");
        await GenerateAsync(functions);
        File.Delete(Path.Combine(Folder, "one/Dockerfile"));
        File.WriteAllText(Path.Combine(Folder, "one/Dockerfile"), "FROM other\n");
        File.WriteAllText(Path.Combine(Folder, ".hidden"), "");

        Assert.True(await GenerateAsync(functions));

        Assert.StartsWith("# Written by", Text("one/Dockerfile"), StringComparison.Ordinal);
        Assert.DoesNotContain(".hidden", Files());
    }

    [Fact]
    public async Task Files_are_the_sources_themselves_where_their_modes_allow_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        var functions = Sources("one");
        root.Write("src/one/private.py", "p");
        File.SetUnixFileMode(root.At("src/one/private.py"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(root.At("src/one/app.py"), AtomicFile.Readable);

        await GenerateAsync(functions);

        Assert.Equal(2u, BuildChain.Locking.FileIdentity.OfPath(Path.Combine(Folder, "one/code/app.py"))!.Value.Links);
        Assert.Equal(AtomicFile.Readable, File.GetUnixFileMode(Path.Combine(Folder, "one/code/private.py")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(root.At("src/one/private.py")));
        Assert.Equal(File.GetLastWriteTimeUtc(root.At("src/one/private.py")), File.GetLastWriteTimeUtc(Path.Combine(Folder, "one/code/private.py")));
    }

    [Fact]
    public async Task Modes_do_not_depend_on_how_the_sources_were_made()
    {
        if (OperatingSystem.IsWindows())
            return;
        var functions = Sources("one");
        root.Write("src/one/pkg/tool", "t");
        File.SetUnixFileMode(root.At("src/one/pkg"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(root.At("src/one/pkg/tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.SetUser);

        await GenerateAsync(functions);

        Assert.Equal(AtomicFile.Executable, File.GetUnixFileMode(Path.Combine(Folder, "one/code/pkg")));
        Assert.Equal(AtomicFile.Executable, File.GetUnixFileMode(Path.Combine(Folder, "one/code/pkg/tool")));
    }

    [Fact]
    public async Task Environments_have_nothing_to_do_with_each_other()
    {
        var functions = Sources("one", "two");
        await GenerateAsync(functions);
        using (await FunctionGenerator.GenerateAsync(Request(root.Path, App(root.At("template.yaml"), functions[1]), "other")))
        {
        }

        Assert.Contains("one/Dockerfile", Files());
        Assert.False(Directory.Exists(root.At(".esb/other/functions/one")));
    }

    [Fact]
    public async Task Whoever_wants_other_functions_waits_until_the_first_are_baked()
    {
        var functions = Sources("one", "two");
        var first = await FunctionGenerator.GenerateAsync(Request(root.Path, App(root.At("template.yaml"), functions)));
        using (var same = await FunctionGenerator.GenerateAsync(Request(root.Path, App(root.At("template.yaml"), functions))))
            Assert.False(same.Changed);

        var other = FunctionGenerator.GenerateAsync(Request(root.Path, App(root.At("template.yaml"), functions[0])));
        await Task.Delay(100);
        Assert.False(other.IsCompleted);
        Assert.Contains("two/Dockerfile", Files());

        first.Dispose();
        using (await other)
            Assert.DoesNotContain("two/Dockerfile", Files());
    }

    [Fact]
    public async Task Processes_that_want_different_functions_each_see_their_own()
    {
        var children = Enumerable.Range(0, 3).Select(number => Child.RunAsync("generate", root.Path, "8", "20", $"v{number}", $"w{number}")).ToList();

        foreach (var (number, (code, output)) in (await Task.WhenAll(children)).Index())
        {
            Assert.Equal(0, code);
            var lines = output.ReplaceLineEndings("\n").Split('\n')[1..];
            Assert.Equal(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? $"v{number}" : $"w{number}"), lines);
        }
    }

    [Fact]
    public async Task A_process_killed_at_any_moment_leaves_the_functions_of_one_version()
    {
        if (!OperatingSystem.IsLinux())
            return; // Elsewhere there is an instant without any.
        var requests = new[] { "v0", "v1" }.Select(version => Request(root.Path, Many(root.Path, 40, version))).ToList();
        (await FunctionGenerator.GenerateAsync(requests[0])).Dispose();
        for (var round = 0; round < 12; round++)
        {
            using var child = await Child.StartUntilAsync("begun", "generate", root.Path, "40", "1000", "v0", "v1");
            await Task.Delay(Random.Shared.Next(1, 80));
            await child.KillAsync();

            var versions = Files().Where(file => file.EndsWith("app.py", StringComparison.Ordinal)).Select(Text).ToList();
            Assert.Equal(40, versions.Count);
            var version = Assert.Single(versions.Distinct(StringComparer.Ordinal));
            Assert.Contains($"{version}.handler", Text("f0/Dockerfile"), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Folder, "docker-bake.functions.json")));
        }

        // What the last kill left goes with the next change, and one of the two is one.
        foreach (var request in requests)
            (await FunctionGenerator.GenerateAsync(request)).Dispose();
        Assert.False(Directory.Exists(root.At(".esb/test/functions.new")));
    }

    [Theory]
    [InlineData("functions.new")]
    [InlineData("functions.old")]
    public async Task What_a_killed_process_left_beside_right_functions_goes(string remainder)
    {
        var functions = Sources("one");
        await GenerateAsync(functions);
        root.Write($".esb/test/{remainder}/one/app.py", "");

        await GenerateAsync(functions);

        Assert.False(Directory.Exists(root.At($".esb/test/{remainder}")));
    }

    [Fact]
    public async Task Three_hundred_functions_are_as_many_contexts()
    {
        using var generated = await FunctionGenerator.GenerateAsync(Request(root.Path, Many(root.Path, 300, "v0")));

        Assert.Equal(300, Files().Count(file => file.EndsWith("/Dockerfile", StringComparison.Ordinal)));
    }

    async Task<bool> GenerateAsync(params FunctionSpec[] functions)
    {
        using var generated = await FunctionGenerator.GenerateAsync(Request(root.Path, App(root.At("template.yaml"), functions)));
        return generated.Changed;
    }

    FunctionSpec[] Sources(params string[] names)
        => [.. names.Select(name =>
        {
            root.Write($"src/{name}/app.py", name);
            return Python(name, root.At($"src/{name}"));
        })];

    /// <summary>As editors and git do it: a new file in the old one's place.</summary>
    void Replace(string path, string text)
    {
        root.Write(path + ".new", text);
        File.Move(root.At(path + ".new"), root.At(path), overwrite: true);
    }

    string Text(string path) => File.ReadAllText(Path.Combine(Folder, path));

    IReadOnlyList<string> Files()
        => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    HashSet<(string Path, DateTime Time)> Times() => [.. Files().Select(file => (file, File.GetLastWriteTimeUtc(Path.Combine(Folder, file))))];
}
