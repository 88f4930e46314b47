using System.Runtime.CompilerServices;

namespace BuildChain.Tests;

/// <summary>
/// Compares a generated text with the file <c>&lt;test class&gt;.&lt;name&gt;</c> beside the test's source.
/// <c>ESB_ACCEPT=1</c> in the environment writes the file instead: look at the difference before committing it.
/// </summary>
static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var file = $"{Path.ChangeExtension(testFile, null)}.{name}";
        if (Environment.GetEnvironmentVariable("ESB_ACCEPT") == "1")
            File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{file} does not exist; run with ESB_ACCEPT=1 to write it. The text:\n{actual}");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}
