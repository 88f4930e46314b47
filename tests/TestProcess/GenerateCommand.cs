using System.Globalization;
using BuildChain.Functions.Generation;

namespace TestProcess;

/// <summary>Generates functions again and again, for tests of killing it and of running several of it.</summary>
static class GenerateCommand
{
    public const string Usage = "generate DIRECTORY COUNT TIMES VERSION…";

    /// <summary>Prints <c>begun</c>, then changes from version to version, and looks each time whether all that it holds is of one.</summary>
    public static async Task<int> RunAsync(string directory, string count, string times, string[] versions)
    {
        var requests = versions
            .Select(version => SampleFunctions.Request(directory, SampleFunctions.Many(directory, int.Parse(count, CultureInfo.InvariantCulture), version)))
            .ToList();
        Console.WriteLine("begun");
        for (var i = 0; i < int.Parse(times, CultureInfo.InvariantCulture); i++)
        {
            using var generated = await FunctionGenerator.GenerateAsync(requests[i % requests.Count]);
            await Task.Delay(1); // As a bake that reads it.
            Console.WriteLine(string.Join(' ', Versions(directory)));
        }

        return 0;
    }

    /// <summary>What is there: one version, unless something is wrong.</summary>
    static IEnumerable<string> Versions(string directory)
        => Directory.EnumerateFiles(Path.Combine(directory, ".esb", "test", "functions"), "app.py", SearchOption.AllDirectories)
            .Select(File.ReadAllText).Distinct(StringComparer.Ordinal);
}
