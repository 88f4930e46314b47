using BuildChain.Functions.Intrinsics;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>Reads the resources of a template that are there under its conditions.</summary>
sealed class TemplateReader(TemplateContext context)
{
    readonly TemplateProblems problems = context.Problems;
    readonly OrderedDictionary<string, IReadOnlyList<Reference>> references = new(StringComparer.Ordinal);

    public FunctionApp Read(string path)
    {
        foreach (var (name, entry) in context.Document.Conditions.Entries)
            context.Evaluator.Condition(name, entry.KeyPosition);

        var resources = context.Document.Resources.Values.Where(IsThere).ToList();
        var apis = Each(resources, [TemplateResource.Api, TemplateResource.HttpApi], resource => ApiSpec.Read(context, resource))
            .ToDictionary(api => api.Id, StringComparer.Ordinal);
        var layers = Each(resources, [TemplateResource.Layer], resource => LayerReader.Read(context, resource))
            .ToDictionary(layer => layer.LogicalId, StringComparer.Ordinal);
        var (functions, routes) = Functions(resources, layers, apis);
        var buckets = Each(resources, [TemplateResource.Bucket], resource => new StoreReader(context, resource).Bucket());
        var tables = Each(resources, [TemplateResource.SimpleTable], resource => new StoreReader(context, resource).SimpleTable())
            .Concat(Each(resources, [TemplateResource.Table], resource => new StoreReader(context, resource).Table()))
            .OrderBy(table => table.Position.Line).ThenBy(table => table.Position.Column).ToList();

        foreach (var resource in resources)
            TellOther(resource);
        var app = new FunctionApp(path, functions, routes, buckets, tables, problems.Notices);
        DuplicateNames.Check(app, problems);
        if (!context.Names.HasCircle)
            ResourceCircles.Check(references, problems);
        problems.ThrowIfAny();
        return app;
    }

    (List<FunctionSpec> Functions, List<RouteSpec> Routes) Functions(
        List<TemplateResource> resources, Dictionary<string, LayerSpec> layers, Dictionary<string, ApiSpec> apis)
    {
        var routes = new List<RouteSpec>();
        var functions = new List<FunctionSpec>();
        foreach (var resource in resources.Where(resource => resource.Type == TemplateResource.Function))
        {
            var reader = new FunctionReader(context, layers, resource);
            FunctionSpec? function = null;
            Collect(resource, () => function = reader.Read());
            var events = new EventReader(context, resource.Id, function?.Name ?? resource.Id, apis);
            reader.ReadEvents(events);
            if (function is null)
                continue;
            functions.Add(function with { Schedules = events.Schedules });
            routes.AddRange(events.Routes);
        }

        return (functions, routes);
    }

    List<T> Each<T>(List<TemplateResource> resources, IReadOnlyList<string> types, Func<TemplateResource, T?> read)
        where T : class
    {
        var results = new List<T>();
        foreach (var resource in resources.Where(resource => types.Contains(resource.Type)))
        {
            T? result = null;
            Collect(resource, () => result = read(resource));
            if (result is not null)
                results.Add(result);
        }

        return results;
    }

    void Collect(TemplateResource resource, Action read)
        => references[resource.Id] = [.. context.Evaluator.Collect(read), .. DependsOn(resource)];

    IEnumerable<Reference> DependsOn(TemplateResource resource)
    {
        var node = resource.Body.Find("DependsOn");
        foreach (var item in node is ListNode list ? list.Items : node is null ? [] : [node])
        {
            if (item is ScalarNode name && context.Evaluator.Exists(name.Text, name.Position))
                yield return new Reference(name.Text, name.Position);
        }
    }

    bool IsThere(TemplateResource resource)
    {
        var supported = TemplateResource.SupportedTypes.Contains(resource.Type);
        switch (resource.Body.Find("Condition"))
        {
            case null:
                return true;
            case ScalarNode name:
                var truth = context.Evaluator.Condition(name.Text, name.Position);
                if (truth.Unknown is { } unknown && supported)
                    problems.Error(
                        name.Position, PropertyReader.NeededBefore($"The condition of {resource.Id}", unknown),
                        unknown.IsParameter ? PropertyReader.Override : "A condition of parameters and mappings.");
                return truth.Value != false;
            case var other:
                problems.Error(other.Position, $"The Condition of {resource.Id} is {other.Kind}.", "The name of a condition.");
                return true;
        }
    }

    void TellOther(TemplateResource resource)
    {
        if (TemplateResource.SupportedTypes.Contains(resource.Type))
            return;

        var misspelt = resource.IsServerless && !TemplateResource.OtherServerlessTypes.Contains(resource.Type)
            ? problems.Nearest(resource.Type, TemplateResource.SupportedTypes) : null;
        var suggestion = misspelt is null ? "" : $" Did you mean '{misspelt}'?";
        problems.Notice(resource.Position, $"{resource.Id}: resources of the type {resource.Type.Quoted()} have no effect here.{suggestion}");
    }
}
