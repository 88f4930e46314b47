namespace Repository.Tests;

static class Shell
{
    public const string PowerShell = "pwsh";

    /// <summary>Null when it is installed.</summary>
    public static string? WhyMissing(string shell)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell)))
            ? null
            : $"{shell} is not installed ({(shell == PowerShell ? "PowerShell 7" : $"Debian: apt-get install {shell}")})";
}
