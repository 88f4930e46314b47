using System.Reflection;
using System.Runtime.Versioning;
using Nuke.Common.Execution;

namespace Nuke.Common;

/// <content>What is printed around the targets, unless <see cref="DisableDefaultOutputAttribute"/> says otherwise.</content>
public abstract partial class NukeBuild
{
    // The version whose API and output this stand-in follows.
    const string EngineVersion = "10.1.0";

    List<DisableDefaultOutputAttribute> _disabledOutputs;

    internal void WriteLogo()
    {
        if (IsOutputEnabled(DefaultOutput.Logo))
            Host.WriteLogo();

        var platform = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "OSX" : "Linux";
        var framework = Assembly.GetEntryAssembly()?.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName;
        Host.Information($"NUKE Execution Engine version {EngineVersion} ({platform},{framework})");
        Host.Information();
    }

    internal IDisposable WriteTarget(string target)
        => IsOutputEnabled(Host.CollapsesBlocks ? DefaultOutput.TargetCollapse : DefaultOutput.TargetHeader)
            ? Host.WriteBlock(target)
            : Block.Nothing;

    internal void WriteErrorsAndWarnings()
    {
        if (IsOutputEnabled(DefaultOutput.ErrorsAndWarnings))
            Host.WriteErrorsAndWarnings();
    }

    internal void WriteTargetOutcome()
    {
        if (IsOutputEnabled(DefaultOutput.TargetOutcome))
            Host.WriteTargetOutcome(this);
    }

    internal void WriteBuildOutcome()
    {
        if (IsOutputEnabled(DefaultOutput.BuildOutcome))
            Host.WriteBuildOutcome(this);
    }

    internal bool IsOutputEnabled(DefaultOutput output)
    {
        _disabledOutputs ??= [.. GetType().GetCustomAttributes<DisableDefaultOutputAttribute>()];
        return !_disabledOutputs.Exists(x => x.IsApplicable(this) && x.DisabledOutputs.Contains(output));
    }
}
