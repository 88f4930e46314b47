namespace Esb.RuntimeInterface.Http;

/// <summary>Header fields in their order; names are compared without case.</summary>
sealed class HttpHeaders : List<KeyValuePair<string, string>>
{
    /// <summary>The first value of that name, null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in this)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return value;
            }

            return null;
        }
    }

    /// <summary>Whether one of the comma-separated words of the field is this one.</summary>
    public bool Has(string name, string word) =>
        this[name] is { } value && value.Split(',', StringSplitOptions.TrimEntries).Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a field; a value that is null is left out.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
            Add(KeyValuePair.Create(name, value));
    }
}
