using System.Globalization;
using System.Net;
using System.Text;

namespace BuildChain.EndToEnd;

/// <summary>Writes HTML; whatever is given as text is escaped.</summary>
sealed class HtmlText
{
    readonly StringBuilder _text = new();

    /// <summary>Markup as it stands.</summary>
    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public HtmlText Text(string text) => Raw(Escape(text));

    /// <summary>An element with text in it.</summary>
    /// <param name="classes">Its class attribute; empty for none.</param>
    public HtmlText Element(string name, string text, string classes = "") => Open(name, classes).Text(text).Raw($"</{name}>");

    public HtmlText Open(string name, string classes = "") => Raw(classes.Length == 0 ? $"<{name}>" : $"<{name} class=\"{Escape(classes)}\">");

    public HtmlText Each<T>(IEnumerable<T> items, Action<HtmlText, T> write)
    {
        foreach (var item in items)
            write(this, item);
        return this;
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>2:05</c>.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    public override string ToString() => _text.ToString();
}
