using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The schema of a build's parameters file: its own parameters, then those of every build.</summary>
sealed class BuildSchema
{
    readonly NukeBuild _build;
    readonly TypeSchemas _types = new();
    readonly JsonSchema _ofBuild = new();
    readonly JsonSchema _ofEveryBuild = new();

    BuildSchema(NukeBuild build) => _build = build;

    public static string Of(NukeBuild build)
    {
        var schema = new BuildSchema(build);
        schema.AddParameters();
        schema.AddNames(nameof(ExecutableTarget), ExecutableTargetFactory.GetTargetProperties(build.GetType()).Select(x => x.ShortName()));
        schema.AddNames(nameof(Host), KnownHosts.Names);
        return schema.Write();
    }

    void AddParameters()
    {
        foreach (var parameter in InjectedMember.ParametersOf(_build.GetType(), includeUnlisted: true))
        {
            var owner = parameter.Member.DeclaringType == typeof(NukeBuild) ? _ofEveryBuild : _ofBuild;
            owner.Properties.Add(new(parameter.Name, Describe(parameter)));
        }
    }

    JsonSchema Describe(InjectedMember.ParameterMember parameter)
    {
        var type = parameter.Member.ValueType();
        var schema = parameter.Attribute.GetType() == typeof(ParameterAttribute)
            ? _types.Of(type, parameter.Member)
            : new JsonSchema { Type = JsonType.String };

        schema.Description = parameter.Attribute.Description?.TrimEnd('.');
        if (parameter.Member.IsDefined(typeof(SecretAttribute), inherit: true))
            schema.Default = "Secrets must be entered via 'nuke :secrets [profile]'";
        if (!type.IsEnum && ValueSet.Of(parameter.Member, _build) is { } values)
            AddValues(schema, type, values);
        if (Nullable.GetUnderlyingType(type) != null)
            schema.Type |= JsonType.Null;
        return schema;
    }

    // A nullable enum lists its values at the definition it refers to, where they are already: that is what NUKE does.
    void AddValues(JsonSchema schema, Type type, IEnumerable<string> values)
    {
        schema.Type = ValueSet.IsCollection(type) ? JsonType.Array : JsonType.String;
        var target = schema.Type == JsonType.Array ? schema.Items
            : schema.Reference != null ? _types.Definition(schema.Reference)
            : schema;
        target?.Enumeration.AddRange(values);
    }

    void AddNames(string definition, IEnumerable<string> names)
        => _types.Definition(definition).Enumeration.AddRange(names.OrderBy(x => x));

    string Write()
    {
        var output = new StringBuilder(16 * 1024);
        output.AppendLine("{").AppendLine("  \"$schema\": \"http://json-schema.org/draft-04/schema#\",");
        output.Append("  \"definitions\": ");
        JsonSchema.WriteObject(output, 2, [.. _types.Definitions, new(nameof(NukeBuild), _ofEveryBuild)]);
        output.AppendLine(",").AppendLine("  \"allOf\": [").Append("    ");
        _ofBuild.Write(output, 4);
        output.AppendLine(",").Append("    ");
        new JsonSchema { Reference = nameof(NukeBuild) }.Write(output, 4);
        return output.AppendLine().AppendLine("  ]").AppendLine("}").ToString();
    }
}
