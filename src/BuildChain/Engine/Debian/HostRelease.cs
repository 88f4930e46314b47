namespace BuildChain.Engine.Debian;

/// <summary>Which distribution this machine runs, from <c>os-release(5)</c>.</summary>
/// <param name="Id"><c>debian</c>, <c>ubuntu</c> …</param>
/// <param name="Codename"><c>bookworm</c>; empty where the distribution says none.</param>
sealed record HostRelease(string Id, string Codename)
{
    public bool IsDebian => Id == "debian";

    public static HostRelease Read(string path = "/etc/os-release") => File.Exists(path) ? Parse(File.ReadAllText(path)) : new("", "");

    public static HostRelease Parse(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"', '\''));
        return new(values.GetValueOrDefault("ID", ""), values.GetValueOrDefault("VERSION_CODENAME", ""));
    }
}
