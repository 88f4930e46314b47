using System.Text.RegularExpressions;

namespace BuildChain.Cache;

/// <summary>One cache of the store: a bake target and the group whose directory it is kept under, as <c>group/target</c>.</summary>
public sealed partial record CacheTarget
{
    /// <exception cref="BuildChainException">A name that bake would not accept, or that is no plain file name.</exception>
    public CacheTarget(string group, string name) => (Group, Name) = (Checked(group, "group"), Checked(name, "target"));

    public string Group { get; }

    public string Name { get; }

    public override string ToString() => $"{Group}/{Name}";

    internal static bool IsName(string name) => Names().IsMatch(name);

    static string Checked(string name, string what)
        => IsName(name)
            ? name
            : throw new BuildChainException(
                $"'{name}' is not the name of a bake {what}.", "Names have letters, digits, '_', '-' and '.', and do not begin with '.'.");

    [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
