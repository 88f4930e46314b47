namespace Esb.RuntimeNode;

/// <summary>Makes room for containers' control groups below this container's own (cgroup v2).</summary>
static class ControlGroups
{
    const string Root = "/sys/fs/cgroup";

    /// <summary>
    /// Moves this container's processes into a group of their own and hands its controllers to the groups below:
    /// the kernel refuses a group that has both processes and children with controllers.
    /// </summary>
    public static void Delegate(ILogger log)
    {
        var controllers = Path.Combine(Root, "cgroup.controllers");
        if (!File.Exists(controllers))
            return;
        var own = Path.Combine(Root, "runtime-node");
        Directory.CreateDirectory(own);
        foreach (var process in File.ReadLines(Path.Combine(Root, "cgroup.procs")).ToArray())
            Move(process, own, log);
        var enable = string.Join(' ', File.ReadAllText(controllers).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(name => "+" + name));
        if (enable.Length > 0)
            File.WriteAllText(Path.Combine(Root, "cgroup.subtree_control"), enable);
    }

    static void Move(string process, string group, ILogger log)
    {
        try
        {
            File.WriteAllText(Path.Combine(group, "cgroup.procs"), process);
        }
        catch (IOException e)
        {
            // It ended in the meantime.
            log.LogDebug("process {Process} was not moved: {Reason}", process, e.Message);
        }
    }
}
