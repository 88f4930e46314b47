namespace Repository.Tests.Completion;

/// <summary>Tests that ask a shell itself, where it is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell) => Skip = IsInstalled(shell) ? null : $"{shell} is not installed (Debian: apt-get install {shell})";

    static bool IsInstalled(string shell)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell)));
}
