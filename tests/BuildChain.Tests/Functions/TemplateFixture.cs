using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

/// <summary>A directory with a template and what templates name: <c>functions/echo/app.py</c>, <c>layers/common</c>, an image's context.</summary>
sealed class TemplateFixture : IDisposable
{
    readonly TemporaryDirectory directory = new();

    public TemplateFixture()
        => directory.Write("functions/echo/app.py", "def handler(event, context): return event")
            .Write("functions/other/app.py")
            .Write("functions/native/bootstrap")
            .Write("functions/boxed/Dockerfile", "FROM scratch")
            .Write("layers/common/python/common.py")
            .Write("layers/more/text.txt");

    public string Path => directory.Path;

    public TemporaryDirectory Directory => directory;

    public void Dispose() => directory.Dispose();

    public FunctionApp Read(string template, TemplateOptions? options = null, string name = "template.yaml")
        => SamTemplate.Read(directory.Write(name, template).At(name), options);

    /// <summary>What is wrong, each as <c>line:column text → accepted</c>.</summary>
    public IReadOnlyList<string> Errors(string template, TemplateOptions? options = null, string name = "template.yaml")
        => [.. Assert.Throws<TemplateException>(() => Read(template, options, name)).Errors.Select(error => Short(error.Position, $"{error.Text} → {error.Accepted}"))];

    public IReadOnlyList<string> Notices(string template, TemplateOptions? options = null)
        => [.. Read(template, options).Notices.Select(notice => Short(notice.Position, notice.Text))];

    public static TemplateOptions Overriding(params (string Name, string Value)[] overrides)
        => new() { ParameterOverrides = overrides.ToDictionary(item => item.Name, item => item.Value) };

    /// <summary>A template with one function whose properties (with six blanks before) these are, after the usual ones.</summary>
    public static string Function(string properties, string more = "")
        => $"""
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: functions/echo
                  Handler: app.handler
                  Runtime: python3.11
            {Indented(properties, 6)}
            {more}
            """;

    public static string Indented(string text, int blanks)
        => string.Join('\n', text.Split('\n').Select(line => new string(' ', blanks) + line));

    string Short(SourcePosition position, string text) => $"{position.Line}:{position.Column} {text}".Replace(Path, ".", StringComparison.Ordinal);
}
