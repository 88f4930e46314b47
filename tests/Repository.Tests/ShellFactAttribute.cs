namespace Repository.Tests;

/// <summary>A test that asks a shell itself, where it is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell) => Skip = Shell.WhyMissing(shell);
}
