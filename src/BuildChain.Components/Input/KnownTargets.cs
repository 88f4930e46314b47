using System.Reflection;
using Nuke.Common;

namespace BuildChain.Components.Input;

/// <summary>The targets of a build class, for a check of their names before NUKE's: that lists them all, and passes over unknown ones of <c>--skip</c>.</summary>
static class KnownTargets
{
    /// <summary>Names of the build's own targets and of its components', in their order.</summary>
    public static IReadOnlyList<string> Of(Type build)
        => KnownParameter.Types(build)
            .SelectMany(type => type.GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.PropertyType == typeof(Target) || property.PropertyType == typeof(Setup) || property.PropertyType == typeof(Cleanup))
            // One that is implemented explicitly has its interface's name before its own.
            .Select(property => property.Name.Split('.')[^1])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

    /// <summary>What is wrong with the names of targets that a command line begins with, or gives to an option.</summary>
    /// <param name="values">As typed: dashes and case do not matter, and <c>A+B</c> are two.</param>
    /// <param name="option"><c>--skip</c> or <c>--target</c>; null for the beginning.</param>
    public static IEnumerable<string> Problems(IEnumerable<string> values, string? option, IReadOnlyList<string> targets)
        => from name in values.SelectMany(value => value.Split('+'))
           where !targets.Contains(name.Replace("-", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
           select $"{(option is null ? "" : $"{option}: ")}There is no target '{name}'. Known are: {NearestName.Describe(name, targets)}{InputCheck.ListedIn}";
}
