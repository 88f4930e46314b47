using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class FunctionTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void A_function_has_SAMs_defaults()
    {
        var function = Assert.Single(fixture.Read(TemplateFixture.Function("")).Functions);

        Assert.Equal(("Echo", "echo", "app.handler", "python3.11"), (function.LogicalId, function.Name, function.Handler, function.Runtime));
        Assert.Equal((3, 128, null), (function.TimeoutSeconds, function.MemoryMiB, function.ReservedConcurrency));
        Assert.Equal(fixture.Directory.At("functions/echo"), Assert.IsType<ZipCode>(function.Code).Directory);
        Assert.Equal((3, 3), (function.Position.Line, function.Position.Column));
        Assert.Empty(function.Environment);
        Assert.Empty(function.Layers);
        Assert.Empty(function.Schedules);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var function = fixture.Read(TemplateFixture.Function("""
            FunctionName: Lambda_Echo-1
            Timeout: "900"
            MemorySize: 10240
            ReservedConcurrentExecutions: 0
            Environment: { Variables: { B: 1, A: "two\nlines \"${x}\"", C: "" } }
            """)).Functions[0];

        Assert.Equal("lambda_echo-1", function.Name);
        Assert.Equal((900, 10240, 0), (function.TimeoutSeconds, function.MemoryMiB, function.ReservedConcurrency));
        Assert.Equal(["B=1", "A=two\nlines \"${x}\"", "C="], function.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
    }

    [Theory]
    [InlineData("Timeout: 0", "9:16 Timeout is '0'. → A whole number from 1 to 900 (seconds).")]
    [InlineData("Timeout: 1.5", "9:16 Timeout is '1.5'. → A whole number from 1 to 900 (seconds).")]
    [InlineData("Timeout:", "9:15 Timeout is empty. → A value, or no Timeout at all.")]
    [InlineData("MemorySize: 64", "9:19 MemorySize is '64'. → A whole number from 128 to 10240 (MiB).")]
    [InlineData("MemorySize: [128]", "9:19 MemorySize is a list. → A whole number from 128 to 10240 (MiB).")]
    [InlineData("Architectures: [x86]", "9:22 Architectures is ['x86']. → One of x86_64 and arm64, such as Architectures: [arm64]. "
        + "A list in Globals and one in the function are put together.")]
    [InlineData("Architectures: arm64", "9:22 Architectures is a text. → One of x86_64 and arm64, such as Architectures: [arm64].")]
    [InlineData("ReservedConcurrentExecutions: -1", "9:37 ReservedConcurrentExecutions is '-1'. → A whole number from 0 to 1000000.")]
    [InlineData("PackageType: Tar", "9:20 PackageType is 'Tar'. → Zip or Image.")]
    [InlineData("Environment: text", "9:20 Environment is a text. → Environment: {Variables: {NAME: text}}.")]
    [InlineData("Environment: { Variables: [a] }", "9:33 Variables is a list. → Environment: {Variables: {NAME: text}}.")]
    [InlineData("Environment: { Variables: { A-B: c } }", "9:35 'A-B' is not a variable's name. → Letters, digits and '_', the first a letter.")]
    [InlineData("Environment: { Variables: { \"A\\nB\": c } }", "9:35 'A\\nB' is not a variable's name. → Letters, digits and '_', the first a letter.")]
    [InlineData("Environment: { Variables: { AWS_REGION: c } }", "9:35 The variable AWS_REGION is reserved: Lambda sets it. → Another name.")]
    [InlineData("Environment: { Variables: { A: \"x\\0y\" } }", "9:38 The variable A has a NUL character. → A text without NUL.")]
    [InlineData("Environment: { Variables: { A: { B: c } } }", "9:38 The variable A is a map, not a text. → A text; \"\" for an empty one.")]
    [InlineData("FunctionName: !ImportValue x", "9:21 FunctionName is needed before deployment, but 'ImportValue:x' has no value until then. → "
        + "1 to 64 letters, digits, '-' and '_', beginning and ending with a letter or digit: it becomes part of an image name.")]
    [InlineData("Layers: [text]", "9:16 A layer is 'text'. → Layers: [!Ref Layer], of an AWS::Serverless::LayerVersion in the template.")]
    [InlineData("Layers: !Ref Echo", "9:15 Layers is a text. → Layers: [!Ref Layer], of an AWS::Serverless::LayerVersion in the template.")]
    public void A_wrong_setting_is_an_error_with_the_form_that_is_accepted(string property, string expected)
        => Assert.Contains(expected, fixture.Errors(TemplateFixture.Function(property)));

    [Theory]
    [InlineData("nodejs20.x")]
    [InlineData("python2.7")]
    [InlineData("python3.011")]
    [InlineData("python3.15")]
    [InlineData("python3.x\\n")]
    [InlineData("provided")]
    public void An_unsupported_runtime_is_an_error_that_lists_the_supported_ones(string runtime)
        => Assert.Equal(
            $"5:16 Runtime is '{runtime}'. → python3.6 to python3.14, provided.al2, provided.al2023; any other as an image, with PackageType: Image.",
            Assert.Single(fixture.Errors($$"""
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: "{{runtime}}"
                  CodeUri: functions/echo
                  Handler: app.handler
            """)));

    [Theory]
    [InlineData("python3.6", "app.handler", "functions/echo")]
    [InlineData("python3.14", "app.handler", "functions/echo")]
    [InlineData("provided.al2", null, "functions/native")]
    [InlineData("provided.al2023", "Assembly::Namespace.Class::Method", "functions/native")]
    public void A_supported_runtime_is_taken(string runtime, string? handler, string code)
    {
        var function = fixture.Read($$"""
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: {{runtime}}
                  CodeUri: {{code}}
                  {{(handler is null ? "" : $"Handler: '{handler}'")}}
            """);
        Assert.Equal((runtime, handler), (function.Functions[0].Runtime, function.Functions[0].Handler));
        Assert.Empty(function.Notices);
    }

    [Theory]
    [InlineData("handler")]
    [InlineData("app.")]
    [InlineData(".handler")]
    [InlineData("../app.handler")]
    [InlineData("/etc/app.handler")]
    [InlineData("app.handler; rm")]
    [InlineData("app.${x}")]
    [InlineData("app.h\\nRUN x")]
    [InlineData("app.\\\"handler\\\"")]
    [InlineData("")]
    public void A_hostile_or_impossible_handler_is_refused(string handler)
        => Assert.Contains("Handler is", Assert.Single(fixture.Errors($$"""
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties: { Runtime: python3.11, CodeUri: functions/echo, Handler: "{{handler}}" }
            """)), StringComparison.Ordinal);

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("${AWS::Region}")]
    [InlineData("it's")]
    [InlineData("a\\\"b")]
    [InlineData("a\\nFROM x")]
    [InlineData("a\\u001b[31m")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a___b")]
    [InlineData("a.b")]
    [InlineData("ä")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:x")]
    public void A_hostile_or_illegal_function_name_is_refused(string name)
    {
        var error = Assert.Single(fixture.Errors(TemplateFixture.Function($"FunctionName: \"{name}\"")));
        Assert.StartsWith("9:21 FunctionName '", error, StringComparison.Ordinal);
        Assert.Contains("is not a legal name. → 1 to 64 letters, digits, '-' and '_'", error, StringComparison.Ordinal);
        Assert.DoesNotContain(error, c => char.IsControl(c));
    }

    [Theory]
    [InlineData("gateway-docker")]
    [InlineData("Lambda-Base")]
    public void A_function_may_not_take_the_name_of_one_of_the_chains_own_images(string name)
        => Assert.Equal(
            $"9:21 FunctionName '{name}' is the name of one of the chain's own images. → Another FunctionName.",
            Assert.Single(fixture.Errors(TemplateFixture.Function($"FunctionName: {name}"))));

    [Fact]
    public void Two_functions_with_the_same_image_name_are_an_error_with_both_places()
        => Assert.Equal(
            "9:3 The function name 'echo' is there twice, first at ./template.yaml:3:3: both would be the same image. → Another FunctionName.",
            Assert.Single(fixture.Errors(TemplateFixture.Function("", """
              Second:
                Type: AWS::Serverless::Function
                Properties: { FunctionName: ECHO, CodeUri: functions/other, Handler: app.handler, Runtime: python3.11 }
            """.ReplaceLineEndings("\n")).Replace("\n      \n", "\n", StringComparison.Ordinal))));

    [Fact]
    public void All_errors_are_told_at_once_in_the_templates_order()
    {
        var exception = Assert.Throws<TemplateException>(() => fixture.Read("""
            Resources:
              First:
                Type: AWS::Serverless::Function
                Properties: { CodeUri: functions/ecko, Runtime: ruby3.3, Timeout: x }
              Second:
                Type: AWS::Serverless::Function
                Properties: { Handler: app.handler, Runtime: python3.11 }
              Third: { Properties: { A: b }, DependsOn: First }
              Fourth: { Type: AWS::Serverless::SimpleTable, DependsOn: Third, Properties: { TableName: !Ref Third } }
              "../x": { Type: AWS::S3::Bucket }
            """));

        Snapshot.Match(exception.ToString().Replace(fixture.Path, ".", StringComparison.Ordinal) + "\n", "errors.txt");
        Assert.Equal(6, exception.Errors.Count);
    }

    [Fact]
    public void Inline_code_is_a_Python_module_and_wins_over_CodeUri()
    {
        const string Template = "Resources: { Echo: { Type: AWS::Serverless::Function, Properties: { InlineCode: !Sub \"x = '${AWS::Region}'\", CodeUri: nowhere, Handler: HANDLER, Runtime: RUNTIME } } }";
        var code = fixture.Read(Template.Replace("HANDLER", "index.f", StringComparison.Ordinal).Replace("RUNTIME", "python3.13", StringComparison.Ordinal)).Functions[0].Code;
        Assert.Equal("x = 'us-east-1'", Assert.IsType<InlineCode>(code).Text);
        Assert.Contains("index.function: inline code is the module index.", fixture.Errors(Template.Replace("HANDLER", "app.f", StringComparison.Ordinal).Replace("RUNTIME", "python3.13", StringComparison.Ordinal))[0], StringComparison.Ordinal);
        Assert.Contains("InlineCode is given with provided.al2. → InlineCode with python3.x", fixture.Errors(Template.Replace("HANDLER", "index.f", StringComparison.Ordinal).Replace("RUNTIME", "provided.al2", StringComparison.Ordinal))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_function_is_built_from_its_metadata()
    {
        var app = fixture.Read("""
            Globals: { Function: { Runtime: python3.11, Handler: app.handler, CodeUri: functions/echo, Timeout: 9 } }
            Resources:
              Boxed:
                Type: AWS::Serverless::Function
                Properties:
                  PackageType: Image
                  ImageConfig: { Command: [app.handler], EntryPoint: ["/bin/sh", -c], WorkingDirectory: /work }
                Metadata:
                  DockerContext: ./functions/boxed
                  DockerTag: v1
                  DockerBuildTarget: final
                  DockerBuildArgs: { VERSION: 1, TEXT: '${x} "y"' }
            """);
        var function = app.Functions[0];
        var image = Assert.IsType<ImageCode>(function.Code);

        Assert.Equal(("image", null, 9), (function.Runtime, function.Handler, function.TimeoutSeconds));
        Assert.Equal((fixture.Directory.At("functions/boxed"), fixture.Directory.At("functions/boxed/Dockerfile")), (image.Context, image.Dockerfile));
        Assert.Equal("final", image.TargetStage);
        Assert.Equal(["VERSION=1", "TEXT=${x} \"y\""], image.BuildArgs.Select(argument => $"{argument.Key}={argument.Value}"));
        Assert.Equal(["app.handler"], image.Config!.Command!);
        Assert.Equal(["/bin/sh", "-c"], image.Config.EntryPoint!);
        Assert.Equal("/work", image.Config.WorkingDirectory);
        Assert.Contains(app.Notices, notice => notice.Text == "Boxed: no effect with PackageType: Image: Runtime, Handler, CodeUri.");
        Assert.Contains(app.Notices, notice => notice.Text == "Boxed: no effect here: DockerTag.");
    }

    [Theory]
    [InlineData("", "The image function Boxed has no Metadata that says how it is built. → Metadata with DockerContext (a directory) and Dockerfile (a file in it).")]
    [InlineData("Metadata: { Dockerfile: x }", "The Metadata of the image function Boxed have no DockerContext. → Metadata with DockerContext (a directory) and Dockerfile (a file in it).")]
    [InlineData("Metadata: { DockerContext: functions/boxd }", "DockerContext 'functions/boxd' does not exist. → A directory below the template's, such as DockerContext: functions/echo. "
        + "In ./functions: boxed, echo, native, other. Did you mean 'boxed'?")]
    [InlineData("Metadata: { DockerContext: functions/boxed, Dockerfile: Dockerfle }", "Dockerfile 'Dockerfle' does not exist in ./functions/boxed. → A file in DockerContext, such as Dockerfile: Dockerfile. "
        + "In ./functions/boxed: Dockerfile. Did you mean 'Dockerfile'?")]
    [InlineData("Metadata: { DockerContext: functions/boxed, Dockerfile: ../echo/app.py }", "Dockerfile '../echo/app.py' leaves ./functions/boxed. → A file in DockerContext, such as Dockerfile: Dockerfile.")]
    [InlineData("Metadata: { DockerContext: functions/boxed, DockerBuildTarget: \"a\\nRUN\" }", "DockerBuildTarget is 'a\\nRUN'. → A stage of the Dockerfile: letters, digits, '-', '_' and '.'.")]
    [InlineData("Metadata: { DockerContext: functions/boxed, DockerBuildArgs: { 'A=B': c } }", "'A=B' is not a build argument's name. → Letters, digits and '_', the first not a digit.")]
    [InlineData("Metadata: { DockerContext: functions/boxed, DockerBuildArgs: { A: \"b\\nc\" } }", "A is 'b\\nc'. → A text without control characters.")]
    [InlineData("Metadata: { DockerContext: functions/boxed, DockerBuildArgs: { A: !ImportValue x } }", "A is needed before deployment, but 'ImportValue:x' has no value until then. → "
        + "A text without control characters.")]
    public void An_image_function_that_cannot_be_built_is_an_error(string metadata, string expected)
        => Assert.Equal(expected, Assert.Single(fixture.Errors($$"""
            Resources:
              Boxed:
                Type: AWS::Serverless::Function
                Properties: { PackageType: Image }
                {{metadata}}
            """)).Split(' ', 2)[1]);

    [Fact]
    public void What_has_no_effect_here_is_a_notice()
        => Assert.Equal(
            [
                "1:1 The section 'x-shared' is not one of a template's. There is: AWSTemplateFormatVersion, Conditions, Description, Globals, Hooks, Mappings, Metadata, Outputs, Parameters, Resources, Rules, Transform.",
                "3:3 Machine: resources of the type 'AWS::Serverless::StateMachine' have no effect here.",
                "4:3 Tabel: resources of the type 'AWS::Serverless::SimpleTabel' have no effect here. Did you mean 'AWS::Serverless::SimpleTable'?",
                "9:7 Echo: no effect here: Policies, Tracing, AutoPublishAlias, VpcConfig.",
                "13:7 Echo: unknown property 'Memory'. There are 49, such as Architectures, AssumeRolePolicyDocument, AutoPublishAlias.",
                "14:7 Echo: unknown property 'TimeOut'. Did you mean 'Timeout'?",
                "18:16 Echo: there is no nowhere.py in ./functions/echo.",
                "20:20 Echo: the build method 'makefile' is not run; CodeUri must have what runs.",
            ],
            fixture.Notices("""
            x-shared: {}
            Resources:
              Machine: { Type: AWS::Serverless::StateMachine }
              Tabel: { Type: AWS::Serverless::SimpleTabel }
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  Description: any
                  Policies: [AWSLambdaExecute]
                  Tracing: Active
                  AutoPublishAlias: live
                  VpcConfig: { SecurityGroupIds: [!ImportValue x] }
                  Memory: 5
                  TimeOut: 5
                  CodeUri: functions/echo
                  Runtime: python3.11
                  FunctionName: echo
                  Handler: nowhere.handler
                Metadata:
                  BuildMethod: makefile
            """));

    [Theory]
    [InlineData("Handler: nowhere.handler", "there is no nowhere.py in ", "Handler: module.function, such as app.handler for app.py. There is: app.")]
    [InlineData("Handler: app.hadnler", "there is no hadnler in app.py.", "Handler: module.function, of a function that is there. There is: handler. Did you mean 'handler'?")]
    public void A_handler_that_is_not_there_is_a_warning_with_what_is(string handler, string text, string remedy)
    {
        var notice = Assert.Single(fixture.Read($$"""
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.11
                  CodeUri: functions/echo
                  {{handler}}
            """).Notices);

        Assert.StartsWith($"Echo: {text}", notice.Text, StringComparison.Ordinal);
        Assert.Equal((7, remedy), (notice.Position.Line, notice.Remedy));
    }

    [Theory]
    [InlineData("from lib import handler")]
    [InlineData("from lib import *")]
    [InlineData("handler = make()")]
    [InlineData("globals()[name] = f")]
    public void A_handler_that_may_be_there_is_none(string code)
        => Assert.Empty(fixture.Read($$"""
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties: { Runtime: python3.11, Handler: index.handler, InlineCode: "{{code}}" }
            """).Notices);

    [Fact]
    public void Another_python_than_functions_run_in_is_a_warning()
    {
        var options = new TemplateOptions { Python = "3.11" };
        const string Template = """
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.13
                  CodeUri: functions/echo
                  Handler: app.handler
            """;

        var notice = Assert.Single(fixture.Read(Template, options).Notices);

        Assert.Equal("Echo: no image has python3.13 here; it runs in Python 3.11.", notice.Text);
        Assert.StartsWith("Runtime: python3.11, if it runs in that; else LAMBDA_BASE_IMAGE", notice.Remedy, StringComparison.Ordinal);
        Assert.Equal((5, 16), (notice.Position.Line, notice.Position.Column));
        Assert.Empty(fixture.Read(Template.Replace("3.13", "3.11", StringComparison.Ordinal), options).Notices);
        Assert.Empty(fixture.Read(Template).Notices);
    }

    [Fact]
    public void A_macro_is_told_not_to_be_applied()
        => Assert.Equal(
            ["1:41 The transform 'AWS::LanguageExtensions' is not applied here.", "1:66 The transform 'AWS::Include' is not applied here."],
            fixture.Notices(
                "Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions, { Name: AWS::Include }]\nResources: { Files: { Type: AWS::S3::Bucket } }"));

    [Fact]
    public void A_long_logical_id_is_shortened_and_stays_apart_from_others()
    {
        var ids = new[] { new string('A', 65), new string('A', 66) };
        var names = fixture.Read("Resources:\n" + string.Concat(ids.Select(id => $"  {id}: {{ Type: AWS::Serverless::Function, Properties: {{ InlineCode: x, Handler: index.f, Runtime: python3.11 }} }}\n")))
            .Functions.Select(function => function.Name).ToList();
        Assert.Equal([64, 64], names.Select(name => name.Length));
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^a{55}-[0-9a-f]{8}$", name));
    }

    [Theory]
    [InlineData("Architectures: !Sub arm64")]
    [InlineData("Architectures: [!Sub arm64]")]
    [InlineData("Architectures: !Split [',', arm64]")]
    public void An_architecture_other_than_the_images_may_come_from_a_function_and_is_told(string property)
    {
        Assert.Equal(
            ["9:22 Architectures: [arm64] has no effect here: images are built for the engine's platform, or for --platforms."],
            fixture.Notices(TemplateFixture.Function(property), new TemplateOptions { Architecture = "x86_64" }));
        Assert.Empty(fixture.Notices(TemplateFixture.Function(property), new TemplateOptions { Architecture = "arm64" }));
    }

    [Fact]
    public void An_architecture_of_Globals_is_told_once()
        => Assert.Equal(
            ["1:39 Architectures: [arm64] has no effect here: images are built for the engine's platform, or for --platforms."],
            fixture.Notices("""
                Globals: { Function: { Architectures: [arm64] } }
                Resources:
                  A: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.11, Handler: index.f, InlineCode: f } }
                  B: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.11, Handler: index.f, InlineCode: f } }
                """, new TemplateOptions { Architecture = "x86_64" }));

    [Fact]
    public void A_function_may_have_Events_with_nothing_in_them()
        => Assert.Empty(fixture.Read(TemplateFixture.Function("Events:")).Routes);

    [Fact]
    public void A_name_with_capitals_is_told_to_be_in_lower_case()
        => Assert.Equal(["9:21 FunctionName 'MyEcho' is 'myecho' here: image names are in lower case."], fixture.Notices(TemplateFixture.Function("FunctionName: MyEcho")));
}
