namespace Nuke.Common.Execution;

/// <summary>Asks for a missing value; simpler than NUKE's own prompt: a line of text, or the number of a choice.</summary>
static class Prompt
{
    public static string Ask(string question, IReadOnlyList<string> choices, bool isSecret)
    {
        Host.Information(question);
        for (var i = 0; i < choices?.Count; i++)
            Console.WriteLine($"{i + 1,3}  {choices[i]}");

        Console.Write("»  ");
        var answer = isSecret ? ReadSecret() : Console.ReadLine();
        if (choices != null && int.TryParse(answer, out var number) && number >= 1 && number <= choices.Count)
            answer = choices[number - 1];
        return string.IsNullOrWhiteSpace(answer) ? null : answer;
    }

    static string ReadSecret()
    {
        var secret = string.Empty;
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                secret += key.KeyChar;
            else if (secret.Length > 0)
                secret = secret[..^1];
        }

        Console.WriteLine();
        return secret;
    }
}
