using System.Reflection;
using Nuke.Common.Execution;
using Serilog;

namespace Nuke.Common;

/// <content>What the build class and its extensions are told.</content>
public abstract partial class NukeBuild
{
    readonly List<IBuildExtension> _extensions;

    protected NukeBuild()
    {
        // The build's own attributes come before the built-in steps of the same priority, and the On… methods come last.
        var attributes = GetType().GetCustomAttributes<BuildExtensionAttributeBase>().ToList();
        foreach (var attribute in attributes)
            attribute.Build = this;
        _extensions = [];
        foreach (var extension in attributes.Concat<IBuildExtension>(BuiltInExtensions.For(this)))
        {
            var index = _extensions.FindIndex(x => x.Priority < extension.Priority);
            _extensions.Insert(index < 0 ? _extensions.Count : index, extension);
        }
    }

    internal void Notify<TExtension>(string method, Action<TExtension> action)
        where TExtension : IBuildExtension
    {
        foreach (var extension in _extensions.OfType<TExtension>())
        {
            Log.Verbose("{Type}.{Method} ({Priority})", NameOf(extension.GetType()), method, extension.Priority);
            action(extension);
        }
    }

    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Values are injected and the plan is made; requirements are not yet checked.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    protected internal virtual void OnBuildFinished()
    {
    }

    protected internal virtual void OnTargetRunning(string target)
    {
    }

    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    protected internal virtual void OnTargetFailed(string target)
    {
    }

    static string NameOf(Type type)
        => type.Name.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? type.Name[..^nameof(Attribute).Length] : type.Name;
}
