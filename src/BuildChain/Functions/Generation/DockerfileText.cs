using System.Text.Encodings.Web;

namespace BuildChain.Functions.Generation;

/// <summary>Values as they are written in a Dockerfile, so that they stay what they are.</summary>
static class DockerfileText
{
    /// <summary>The JSON form of <c>CMD</c> and <c>ENTRYPOINT</c>: no shell, no variables, and any text can be written in it.</summary>
    public static string List(IEnumerable<string> values) => JsonText.List(values, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>A quoted word, for <c>ENV</c> and <c>WORKDIR</c>, where <c>$</c> and <c>\</c> would mean something.</summary>
    /// <exception cref="BuildChainException">A control character: a Dockerfile cannot have one there.</exception>
    public static string Word(string value)
    {
        if (value.Any(char.IsControl))
            throw new BuildChainException($"A Dockerfile cannot have the control character in {JsonText.Quoted(value)}.");
        return '"' + value.Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("$", @"\$") + '"';
    }
}
