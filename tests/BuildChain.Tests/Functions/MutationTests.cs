using System.Runtime.CompilerServices;
using System.Text;
using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

/// <summary>Damaged templates: whatever is done to them, they are read or refused with a <see cref="TemplateException"/>, soon.</summary>
public sealed class MutationTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    static readonly string[] Snippets =
    [
        "!Ref ", "!Sub ", "!GetAtt ", "!If [", "!Join ['', ", "!FindInMap [", "!Select [0, ", "!Unknown ", "Fn::Sub: ", "Ref: ", "<<: ", "*a", "&a ", "[", "]", "{", "}", "'", "\"",
        "null", "~", "true", "-1", "99999999999999999999", ": ", "- ", "\n", "\n  ", "\t", "${", "${AWS::Region}", "${!x}", "{{resolve:ssm:x}}", "\\", "\u0000", "\u001b", "\u202e",
        "😀", "../", "/", "|", ">", "#", "%", "@", "`", "?", ",", "---\n", "...\n", "!!binary ", "AWS::NoValue", "Condition: ", "Type: ", "Properties: ", "Fn::ForEach::x: ",
    ];

    [Theory]
    [InlineData("orders.yaml", 1)]
    [InlineData("orders.yaml", 2)]
    [InlineData("orders.json", 3)]
    [InlineData("orders.json", 4)]
    public void Only_a_TemplateException_comes_out(string name, int seed)
    {
        var original = Text(name);
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var mutated = Mutate(original, random);
            try
            {
                fixture.Read(mutated, name: name);
            }
            catch (TemplateException e)
            {
                refused++;
                Assert.All(e.Errors, error => Assert.True(
                    error.Position is { Line: > 0, Column: > 0 } && error.Text.Length > 0 && error.Accepted.Length > 0 && !error.ToString().Any(ShownText.IsInvisible), error.ToString()));
            }
            catch (Exception e)
            {
                Assert.Fail($"Round {i} with seed {seed}: {e}\n{mutated}");
            }
        }

        Assert.InRange(refused, 1, Rounds - 1);
    }

    // ESB_MUTATIONS=100000 looks longer.
    static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("ESB_MUTATIONS"), out var rounds) ? rounds : 300;

    static string Mutate(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(result.Length);
            var length = Math.Min(random.Next(1, 30), result.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, Snippets[random.Next(Snippets.Length)]);
                    break;
                case 2:
                    result.Remove(at, length).Insert(at, Snippets[random.Next(Snippets.Length)]);
                    break;
                case 3:
                    result.Insert(random.Next(result.Length), result.ToString(at, length));
                    break;
                case 4:
                    result[at] = (char)random.Next(1, 0x250);
                    break;
                default:
                    ReplaceValue(result, random);
                    break;
            }
        }

        return result.ToString();
    }

    // One value of the template in the place of another: what is legal somewhere is not legal everywhere.
    static void ReplaceValue(StringBuilder text, Random random)
    {
        var lines = text.ToString().Split('\n');
        var (from, to) = (random.Next(lines.Length), random.Next(lines.Length));
        var (source, target) = (lines[from].IndexOf(": ", StringComparison.Ordinal), lines[to].IndexOf(": ", StringComparison.Ordinal));
        if (source < 0 || target < 0)
            return;
        lines[to] = lines[to][..target] + lines[from][source..];
        text.Clear().AppendJoin('\n', lines);
    }

    static string Text(string name, [CallerFilePath] string testFile = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(testFile)!, "Templates", name));
}
