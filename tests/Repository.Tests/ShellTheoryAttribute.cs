namespace Repository.Tests;

/// <summary>Tests that ask a shell itself, where it is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell) => Skip = Shell.WhyMissing(shell);
}
