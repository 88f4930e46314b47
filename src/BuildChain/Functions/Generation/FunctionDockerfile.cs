using System.Globalization;
using System.Text;

namespace BuildChain.Functions.Generation;

/// <summary>The Dockerfile of a function. What changes most comes last, so that functions share what is below.</summary>
static class FunctionDockerfile
{
    /// <summary>Folder of the code in the build context.</summary>
    public const string CodeName = "code";

    const string Notice = "# Written by GenerateFunctions from the SAM template: changes are lost.\n";

    public static string Render(FunctionSpec function)
    {
        var text = new StringBuilder(Notice);
        if (function.Code is ImageCode image)
            OwnImage(text, image);
        else
            OnLambdaBase(text, function);
        return text.Append("COPY --from=meta /").Append(FunctionTargets.Of(function)).Append("/version.json /app/version.json\n").ToString();
    }

    /// <summary>The named context of a layer, by its place in the function.</summary>
    public static string LayerContext(int index) => "layer-" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Only what the Dockerfile copies from its context is sent.</summary>
    public static string Ignore(FunctionSpec function) => function.Code is ImageCode ? "*\n" : $"*\n!{CodeName}\n";

    static void OnLambdaBase(StringBuilder text, FunctionSpec function)
    {
        text.Append("FROM lambda-base\n");
        for (var i = 0; i < function.Layers.Count; i++)
            text.Append("COPY --from=").Append(LayerContext(i)).Append(" / /opt/\n");
        text.Append("ENV AWS_EXECUTION_ENV=").Append(DockerfileText.Word("AWS_Lambda_" + function.Runtime)).Append('\n');
        if (function.Handler is { } handler)
            text.Append("CMD ").Append(DockerfileText.List([handler])).Append('\n');
        text.Append("COPY ").Append(CodeName).Append("/ /var/task/\n");
    }

    static void OwnImage(StringBuilder text, ImageCode image)
    {
        text.Append("FROM own\n");
        if (image.Config?.EntryPoint is { } entryPoint)
            text.Append("ENTRYPOINT ").Append(DockerfileText.List(entryPoint)).Append('\n');
        if (image.Config?.Command is { } command)
            text.Append("CMD ").Append(DockerfileText.List(command)).Append('\n');
        if (image.Config?.WorkingDirectory is { } directory)
            text.Append("WORKDIR ").Append(DockerfileText.Word(directory)).Append('\n');
    }
}
