using System.Globalization;
using System.Text;

namespace BuildChain.Bench.Bakes;

/// <summary>A template with as many Python functions as are asked for, each with a file of its own.</summary>
sealed record FunctionSet(string Directory, int Count)
{
    public string Template => Path.Combine(Directory, "template.yaml");

    public string Env => $"bench-fn{Count}";

    public IEnumerable<string> Names => Enumerable.Range(0, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"bench{Count}x{number}"));

    public string File(string name) => Path.Combine(Directory, name, "app.py");

    public static FunctionSet Create(string parent, int count)
    {
        var set = new FunctionSet(Path.Combine(parent, $"functions-{count}"), count);
        System.IO.Directory.CreateDirectory(set.Directory);
        var template = new StringBuilder("Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: { Runtime: python3.11, Handler: app.handler }\nResources:\n");
        foreach (var name in set.Names)
        {
            System.IO.Directory.CreateDirectory(Path.Combine(set.Directory, name));
            System.IO.File.WriteAllText(set.File(name), $"# {Guid.NewGuid()}\ndef handler(event, context):\n    return '{name}'\n");
            template.Append(CultureInfo.InvariantCulture, $"  {name}:\n    Type: AWS::Serverless::Function\n    Properties: {{ FunctionName: {name}, CodeUri: {name}/ }}\n");
        }

        System.IO.File.WriteAllText(set.Template, template.ToString());
        return set;
    }
}
