namespace BuildChain.Components.Docker;

/// <summary>Turns the library's argument list into the settings of the tool task.</summary>
static class BakeSettings
{
    /// <summary>Takes a list that starts with <c>buildx bake</c>.</summary>
    /// <exception cref="ArgumentException">An option that the settings do not have.</exception>
    public static BuildxBakeSettings From(IReadOnlyList<string> arguments)
        => From(new BuildxBakeSettings(), arguments, arguments is ["buildx", "bake", ..] ? 2 : 0);

    /// <summary>Takes a list that starts with <c>bake</c>: the plugin is called itself.</summary>
    /// <exception cref="ArgumentException">An option that the settings do not have.</exception>
    public static DirectBakeSettings Direct(IReadOnlyList<string> arguments) => From(new DirectBakeSettings(), arguments, 1);

    // Setters give a copy of the type that they are called with, not of the object's own.
    static T From<T>(T settings, IReadOnlyList<string> arguments, int first)
        where T : BuildxBakeSettings
    {
        for (var i = first; i < arguments.Count; i++)
        {
            string Value() => arguments[++i];
            settings = arguments[i] switch
            {
                "--file" => settings.AddFile(Value()),
                "--builder" => settings.SetBuilder(Value()),
                "--progress" => settings.SetProgress(Value()),
                "--metadata-file" => settings.SetMetadataFile(Value()),
                "--allow" => settings.AddAllow(Value()),
                "--set" => settings.AddOverride(Value()),
                "--provenance" => settings.SetProvenance(Value()),
                "--sbom" => settings.SetSbom(Value()),
                "--no-cache" => settings.EnableNoCache(),
                "--pull" => settings.EnablePull(),
                "--push" => settings.EnablePush(),
                "--load" => settings.EnableLoad(),
                var option when option.StartsWith('-') => throw new ArgumentException($"The tool task has no setting for '{option}'.", nameof(arguments)),
                var target => settings.AddTargets(target),
            };
        }

        return settings;
    }
}
