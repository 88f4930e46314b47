namespace BuildChain.Tests.Functions;

public sealed class PathTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    static string WithCode(string codeUri)
        => $$"""
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties: { Runtime: python3.11, Handler: app.handler, CodeUri: {{codeUri}} }
            """;

    [Theory]
    [InlineData("functions/echo", "functions/echo")]
    [InlineData("./functions/echo/", "functions/echo")]
    [InlineData("functions/../functions/echo", "functions/echo")]
    [InlineData("!Sub 'functions/${AWS::StackName}'", "functions/local")]
    [InlineData("functions/with space", "functions/with space")]
    [InlineData(".", "")]
    public void A_directory_below_the_templates_is_taken(string codeUri, string expected)
    {
        fixture.Directory.MakeDirectory("functions/local").MakeDirectory("functions/with space");
        var code = Assert.IsType<BuildChain.Functions.ZipCode>(fixture.Read(WithCode(codeUri)).Functions[0].Code);
        Assert.Equal(fixture.Directory.At(expected).TrimEnd('/'), code.Directory);
    }

    [Theory]
    [InlineData("functions/ecko", "CodeUri 'functions/ecko' does not exist. → A directory below the template's, such as CodeUri: functions/echo. "
        + "In ./functions: boxed, echo, native, other. Did you mean 'echo'?")]
    [InlineData("fnctions/x/y", "CodeUri 'fnctions/x/y' does not exist. → A directory below the template's, such as CodeUri: functions/echo. "
        + "In .: functions, layers, link-out, template.yaml. Did you mean 'functions'?")]
    [InlineData("functions/echo/app.py", "CodeUri 'functions/echo/app.py' is a file. → A directory below the template's, such as CodeUri: functions/echo. Unpack an archive first.")]
    [InlineData("../x", "CodeUri '../x' leaves .. → A directory below the template's, such as CodeUri: functions/echo.")]
    [InlineData("functions/../../x", "CodeUri 'functions/../../x' leaves .. → A directory below the template's, such as CodeUri: functions/echo.")]
    [InlineData("/etc", "CodeUri '/etc' leaves .. → A directory below the template's, such as CodeUri: functions/echo.")]
    [InlineData("link-out", "CodeUri 'link-out' leads through a link to /etc, out of .. → A directory below the template's, such as CodeUri: functions/echo.")]
    [InlineData("link-out/ssl", "CodeUri 'link-out/ssl' leads through a link to /etc/ssl, out of .. → A directory below the template's, such as CodeUri: functions/echo.")]
    [InlineData("s3://bucket/key", "CodeUri 's3://bucket/key' is not on this machine. → A directory below the template's, such as CodeUri: functions/echo. What is in S3 or elsewhere is downloaded first.")]
    [InlineData("{ Bucket: b, Key: k }", "CodeUri names an object in S3. → CodeUri: a directory below the template's. What is in S3 is downloaded first.")]
    [InlineData("\"a\\nb\"", "CodeUri 'a\\nb' is not a path that is taken. → A directory below the template's, such as CodeUri: functions/echo. Without quotes, backslashes, '${' and control characters.")]
    [InlineData("\"a\\u202eb\"", "CodeUri 'a\\u202eb' is not a path that is taken. → A directory below the template's, such as CodeUri: functions/echo. Without quotes, backslashes, '${' and control characters.")]
    [InlineData("\"${x}\"", "CodeUri '${x}' is not a path that is taken. → A directory below the template's, such as CodeUri: functions/echo. Without quotes, backslashes, '${' and control characters.")]
    [InlineData("\"it's\"", "CodeUri 'it's' is not a path that is taken. → A directory below the template's, such as CodeUri: functions/echo. Without quotes, backslashes, '${' and control characters.")]
    [InlineData("\"\"", "CodeUri '' is not a path that is taken. → A directory below the template's, such as CodeUri: functions/echo. Without quotes, backslashes, '${' and control characters.")]
    [InlineData("!ImportValue where", "CodeUri is needed before deployment, but 'ImportValue:where' has no value until then. → CodeUri: a directory below the template's.")]
    public void Any_other_path_is_an_error(string codeUri, string expected)
    {
        Directory.CreateSymbolicLink(fixture.Directory.At("link-out"), "/etc");

        var error = Assert.Single(fixture.Errors(WithCode(codeUri)));
        Assert.StartsWith("4:71 ", error, StringComparison.Ordinal);
        Assert.Equal(expected, error[5..]);
    }

    [Fact]
    public void A_link_that_stays_in_the_directory_is_followed()
    {
        Directory.CreateSymbolicLink(fixture.Directory.At("functions/same"), fixture.Directory.At("functions/echo"));
        Assert.Single(fixture.Read(WithCode("functions/same")).Functions);
    }

    [Fact]
    public void A_link_to_itself_is_an_error()
    {
        Directory.CreateSymbolicLink(fixture.Directory.At("functions/loop"), "loop");
        Assert.Contains("CodeUri 'functions/loop'", Assert.Single(fixture.Errors(WithCode("functions/loop"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_may_itself_be_behind_a_link()
    {
        fixture.Directory.Write("template.yaml", WithCode("functions/echo"));
        var link = fixture.Path + "-link";
        Directory.CreateSymbolicLink(link, fixture.Path);
        try
        {
            Assert.Single(BuildChain.Functions.SamTemplate.Read(Path.Combine(link, "template.yaml")).Functions);
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Theory]
    [InlineData("templat.yaml", "The template does not exist. → Templates in .: template.yaml. Did you mean 'template.yaml'?")]
    [InlineData("functions", "The template is a directory. → Name the file in it, such as template.yaml.")]
    [InlineData("nowhere/template.yaml", "The template does not exist. → ./nowhere does not exist either.")]
    public void A_template_that_is_not_there_is_an_error(string name, string expected)
    {
        fixture.Directory.Write("template.yaml");
        var exception = Assert.Throws<BuildChain.Functions.TemplateException>(() => BuildChain.Functions.SamTemplate.Read(fixture.Directory.At(name)));
        var error = Assert.Single(exception.Errors);
        Assert.Equal(expected, $"{error.Text} → {error.Accepted}".Replace(fixture.Path, ".", StringComparison.Ordinal));
    }
}
