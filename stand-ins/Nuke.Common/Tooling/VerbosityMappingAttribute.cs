using Nuke.Common.Execution;

namespace Nuke.Common.Tooling;

/// <summary>On a build class: options with a property of the target type get the value that fits the build's verbosity.</summary>
public class VerbosityMappingAttribute(Type targetType) : BuildExtensionAttributeBase, IOnBuildInitialized
{
    /// <summary>Each is the name of a static field of the target type.</summary>
    public string Quiet { get; set; }

    public string Minimal { get; set; }

    public string Normal { get; set; }

    public string Verbose { get; set; }

    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan)
    {
        var field = NukeBuild.Verbosity switch
        {
            Verbosity.Quiet => Quiet,
            Verbosity.Minimal => Minimal,
            Verbosity.Normal => Normal,
            _ => Verbose,
        };
        if (field == null)
            return;

        var value = targetType.GetField(field).NotNull($"Type {targetType} doesn't have a field {field}.").GetValue(null);
        ToolOptions.Created += (options, _) => Apply((ToolOptions)options, value);
    }

    void Apply(ToolOptions options, object value)
    {
        foreach (var property in options.GetType().GetProperties().Where(x => x.PropertyType == targetType))
            options.Set(property.Name, value);
    }
}
