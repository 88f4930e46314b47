using BuildChain.Components.Input;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>For targets that show something.</summary>
public interface IHasFormat : INukeBuild
{
    [Parameter("How PlanBake and CacheStatus show what they know. Default: 'table'")]
    ReportFormat Format => TryGetValue(() => Format) ?? ReportFormat.Table;
}
