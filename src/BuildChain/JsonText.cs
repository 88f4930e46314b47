using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildChain;

/// <summary>Texts as JSON has them, without a serializer, whose set-up costs more than a short command does.</summary>
static class JsonText
{
    /// <summary>With its quotation marks. A basic string of TOML and a literal of HCL have the same escapes.</summary>
    public static string Quoted(string text, JavaScriptEncoder? encoder = null) => $"\"{JsonEncodedText.Encode(text, encoder)}\"";

    /// <summary>An array of texts on one line.</summary>
    public static string List(IEnumerable<string> texts, JavaScriptEncoder? encoder = null) => $"[{string.Join(',', texts.Select(text => Quoted(text, encoder)))}]";
}
