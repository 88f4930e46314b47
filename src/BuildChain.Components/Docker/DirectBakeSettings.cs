using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>The same options for the buildx plugin, called without docker.</summary>
[Command(Type = typeof(BuildxTasks), Command = nameof(BuildxTasks.BuildxBake), Arguments = "bake")]
sealed class DirectBakeSettings : BuildxBakeSettings;
