using System.Globalization;

namespace BuildChain.Components.Docker;

/// <summary>Turns the library's argument list into the settings of the tool task.</summary>
static class ComposeArguments
{
    /// <summary>Takes a list that starts with <c>compose</c>; the command's name was set by the task.</summary>
    /// <exception cref="ArgumentException">An option that the settings do not have.</exception>
    public static T Apply<T>(T settings, IReadOnlyList<string> arguments)
        where T : ComposeChangeSettings
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            string Value() => arguments[++i];
            settings = (arguments[i], settings) switch
            {
                ("--file", _) => settings.AddFile(Value()),
                ("--project-name", _) => settings.SetProjectName(Value()),
                ("--remove-orphans", _) => settings.EnableRemoveOrphans(),
                ("--detach", ComposeUpSettings up) => (T)(object)up.EnableDetach(),
                ("--no-build", ComposeUpSettings up) => (T)(object)up.EnableNoBuild(),
                ("--force-recreate", ComposeUpSettings up) => (T)(object)up.EnableForceRecreate(),
                ("--volumes", ComposeDownSettings down) => (T)(object)down.EnableVolumes(),
                ("--timeout", ComposeDownSettings down) => (T)(object)down.SetStopTimeout(int.Parse(Value(), CultureInfo.InvariantCulture)),
                (var option, _) when option.StartsWith('-') => throw new ArgumentException($"The tool task has no setting for '{option}'.", nameof(arguments)),
                (var word, _) => word == settings.Command ? settings : settings.AddServices(word),
            };
        }

        return settings;
    }
}
