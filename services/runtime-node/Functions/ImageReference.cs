namespace Esb.RuntimeNode.Functions;

/// <summary>An image's name taken apart: <c>host[:port]/repository:tag</c>.</summary>
sealed record ImageReference(string Host, string Repository, string Tag)
{
    /// <summary>Null when the text is of another form; a reference without a registry names nothing that a node could pull.</summary>
    public static ImageReference? Parse(string text)
    {
        var slash = text.IndexOf('/');
        var colon = text.LastIndexOf(':');
        return slash > 0 && colon > slash + 1 && colon < text.Length - 1
            ? new(text[..slash], text[(slash + 1)..colon], text[(colon + 1)..])
            : null;
    }

    /// <summary>The same image under another tag.</summary>
    public bool IsOtherTagOf(ImageReference other) => Host == other.Host && Repository == other.Repository && Tag != other.Tag;

    /// <inheritdoc/>
    public override string ToString() => $"{Host}/{Repository}:{Tag}";
}
