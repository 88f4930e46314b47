namespace BuildChain.Compose;

/// <summary>Commands that a message can suggest.</summary>
static class StackCommands
{
    /// <summary><c>./build.sh Up --mode containerd --env x</c>, with the parameters that are not the defaults.</summary>
    public static string For(StackSettings settings, string target)
    {
        (string Option, bool Given)[] options =
        [
            ($"--mode {settings.Mode}", settings.Mode is not ("docker" or "registry")),
            ($"--env {settings.Env}", settings.Env != "default"),
            ($"--tag {settings.Tag}", target is not ("Down" or "Status" or "Logs") && settings.Tag != "latest"),
        ];
        return string.Join(' ', options.Where(option => option.Given).Select(option => option.Option).Prepend($"./build.sh {target}"));
    }
}
