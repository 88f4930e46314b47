using Nuke.Common;
using Nuke.Common.ProjectModel;

namespace Nuke.Components;

public interface IHazSolution : INukeBuild
{
    [Solution] [Required] Solution Solution => TryGetValue(() => Solution);
}
