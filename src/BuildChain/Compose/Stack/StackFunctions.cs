using System.Text;
using System.Text.RegularExpressions;

namespace BuildChain.Compose;

/// <summary>The functions of one <c>functions.yml</c>.</summary>
/// <param name="Template">The SAM template it was written from, as images' labels name it; empty where it does not say.</param>
/// <param name="ByName">What is configured of each function, to be compared and nothing else.</param>
/// <param name="Images">The images that they run, by their names without registry and tag; each once.</param>
public sealed partial record StackFunctions(string Template, IReadOnlyDictionary<string, string> ByName, IReadOnlyList<string> Images)
{
    public static StackFunctions None { get; } = new("", new Dictionary<string, string>(), []);

    /// <summary>How such a file begins.</summary>
    public static string Head(string template)
        => $"# Written by GenerateFunctions from {string.Concat(template.Select(c => char.IsControl(c) ? '?' : c))}: changes are lost.\nversion: 1\n";

    /// <param name="file">As positions show it.</param>
    /// <exception cref="BuildChainException">The text is no YAML; with its place.</exception>
    public static StackFunctions Read(string text, string file)
    {
        var functions = ComposeYaml.Read(text, file)["functions"]?.Entries ?? [];
        return new StackFunctions(
            WrittenFrom().Match(text).Groups["template"].Value,
            functions.ToDictionary(function => function.Key, function => Flat(function.Value), StringComparer.Ordinal),
            [.. functions.Select(function => function.Value["image"]?.Text).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Those of a folder with the configuration of a stack.</summary>
    /// <inheritdoc cref="Read"/>
    public static StackFunctions In(string directory)
        => Path.Combine(directory, "functions.yml") is var file && File.Exists(file) ? Read(File.ReadAllText(file), file) : None;

    static string Flat(ComposeNode node)
    {
        var text = new StringBuilder();
        Write(node);
        return text.ToString();

        void Write(ComposeNode part)
        {
            text.Append(part.Text).Append('\0');
            foreach (var (key, _, value) in part.Entries)
            {
                text.Append(key).Append('\0');
                Write(value);
            }
            foreach (var item in part.Items)
                Write(item);
        }
    }

    [GeneratedRegex(@"\A# Written by GenerateFunctions from (?<template>.+): changes are lost\.$", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex WrittenFrom();
}
