namespace Nuke.Common.Execution;

/// <summary>A shell, or a program that isn't known to be anything else.</summary>
public class Terminal : Host
{
    public static bool IsRunningTerminal => true;
}

/// <summary>A run configuration or the terminal of Rider.</summary>
public class Rider : Terminal
{
    internal static bool IsRunningRider
        => KnownHosts.IsSet("IDEA_INITIAL_DIRECTORY") ||
           KnownHosts.Contains("XPC_SERVICE_NAME", "com.jetbrains.rider") ||
           KnownHosts.Contains("TERMINAL_EMULATOR", "JetBrains-JediTerm");
}

/// <summary>The terminal of Visual Studio Code.</summary>
public class VSCode : Terminal
{
    internal static bool IsRunningVSCode => KnownHosts.IsSet("VSCODE_GIT_IPC_HANDLE") || KnownHosts.IsSet("VSCODE_PID");
}

/// <summary>A command prompt of Visual Studio.</summary>
public class VisualStudio : Terminal
{
    internal static bool IsRunningVisualStudio => KnownHosts.IsSet("VisualStudioVersion");
}
