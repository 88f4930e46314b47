namespace BuildChain.Functions;

/// <summary>Reports what is there twice, with both places.</summary>
static class DuplicateNames
{
    public static void Check(FunctionApp app, TemplateProblems problems)
    {
        Check(
            app.Functions, function => function.Name, function => function.Position, problems,
            (name, first) => ($"The function name '{name}' is there twice, first at {first}: both would be the same image.", "Another FunctionName."));
        Check(
            app.Buckets, bucket => bucket.Name, bucket => bucket.Position, problems,
            (name, first) => ($"The bucket '{name}' is there twice, first at {first}.", "Another BucketName."));
        Check(
            app.Tables, table => table.Name, table => table.Position, problems,
            (name, first) => ($"The table '{name}' is there twice, first at {first}.", "Another TableName."));
        Check(
            app.Routes, route => (route.Api, route.Path, route.Method), route => route.Position, problems,
            (key, first) => ($"The route {key.Method} {key.Path} of {key.Api} is there twice, first at {first}.", "Another Path or Method."));
    }

    static void Check<T, TKey>(
        IEnumerable<T> items, Func<T, TKey> key, Func<T, SourcePosition> position, TemplateProblems problems,
        Func<TKey, SourcePosition, (string Text, string Accepted)> describe)
        where TKey : notnull
    {
        var seen = new Dictionary<TKey, SourcePosition>();
        foreach (var item in items)
        {
            if (seen.TryAdd(key(item), position(item)))
                continue;
            var (text, accepted) = describe(key(item), seen[key(item)]);
            problems.Error(position(item), text, accepted);
        }
    }
}
