using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The two parts of <c>--help</c>.</summary>
static class HelpText
{
    const int MaxWidth = 90;

    public static string OfTargets(IReadOnlyCollection<ExecutableTarget> targets)
    {
        var text = new StringBuilder();
        var nameWidth = Math.Max(targets.Max(x => x.Name.Length), 20);
        text.AppendLine("Targets (with their direct dependencies):").AppendLine();
        foreach (var target in targets.Where(x => x.Listed))
        {
            var name = target.IsDefault ? $"{target.Name} (default)" : target.Name;
            text.Append("  ").Append(name.PadRight(nameWidth));
            if (target.ExecutionDependencies.Count > 0)
                text.Append(" -> ").AppendJoin(", ", target.ExecutionDependencies.Select(x => x.Name));
            text.AppendLine();
            if (!string.IsNullOrWhiteSpace(target.Description))
                text.Append("    ").AppendLine(target.Description);
        }

        return text.ToString();
    }

    public static string OfParameters(Type buildType, IReadOnlyCollection<ExecutableTarget> targets)
    {
        var parameters = InjectedMember.ParametersOf(buildType, includeUnlisted: false);
        var own = parameters.Where(x => x.Member.DeclaringType != typeof(NukeBuild)).ToList();
        var defaultTargets = string.Join(", ", targets.Where(x => x.IsDefault).Select(x => x.Name));
        var nameWidth = Math.Max(parameters.Max(x => DashedName.Of(x.Name).Length), 16);
        var lineWidth = Math.Min(Console.BufferWidth - 1, MaxWidth);

        var text = new StringBuilder();
        text.AppendLine("Parameters:");
        if (own.Count > 0)
            text.AppendLine();
        foreach (var parameter in own)
            AppendParameter(parameter);
        text.AppendLine();
        foreach (var parameter in parameters.Except(own))
            AppendParameter(parameter);
        return text.ToString();

        void AppendParameter(InjectedMember.ParameterMember parameter)
        {
            text.Append("  --").Append(DashedName.Of(parameter.Name).PadRight(nameWidth)).Append("  ");
            AppendWrapped(text, Describe(parameter, defaultTargets), nameWidth + 6, lineWidth);
        }
    }

    static string Describe(InjectedMember.ParameterMember parameter, string defaultTargets)
    {
        var description = parameter.Attribute.Description?.TrimEnd('.')
            .Replace("{default_target}", defaultTargets.Length > 0 ? defaultTargets : "<none>");
        return description == null ? "<no description>" : $"{description}.";
    }

    static void AppendWrapped(StringBuilder text, string description, int indentation, int lineWidth)
    {
        var length = 0;
        foreach (var word in description.Split(' '))
        {
            if (indentation + length + word.Length > lineWidth)
            {
                text.AppendLine().Append(' ', indentation);
                length = 0;
            }

            text.Append(' ').Append(word);
            length += word.Length + 1;
        }

        text.AppendLine();
    }
}
