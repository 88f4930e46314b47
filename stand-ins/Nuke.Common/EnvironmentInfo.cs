using System.Collections;
using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Nuke.Common.IO;
using Nuke.Common.Utilities;

namespace Nuke.Common;

public enum PlatformFamily
{
    Unknown,
    Windows,
    Linux,
    OSX,
}

/// <summary>The machine, the process's environment and its command line.</summary>
public static class EnvironmentInfo
{
    static ArgumentParser s_arguments;

    public static string NewLine => Environment.NewLine;

    public static string MachineName => Environment.MachineName;

    public static AbsolutePath WorkingDirectory
    {
        get => Environment.CurrentDirectory;
        set => Environment.CurrentDirectory = value;
    }

    public static PlatformFamily Platform
        => OperatingSystem.IsLinux() ? PlatformFamily.Linux
            : OperatingSystem.IsWindows() ? PlatformFamily.Windows
            : OperatingSystem.IsMacOS() ? PlatformFamily.OSX
            : PlatformFamily.Unknown;

    public static bool IsUnix => Platform is PlatformFamily.Linux or PlatformFamily.OSX;

    public static bool IsWin => !IsUnix;

    public static bool IsLinux => Platform == PlatformFamily.Linux;

    public static bool IsOsx => Platform == PlatformFamily.OSX;

    public static bool IsWsl
        => IsLinux && File.Exists("/proc/version") && File.ReadAllText("/proc/version").ContainsOrdinalIgnoreCase("microsoft");

    public static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;

    public static bool Is64Bit => Environment.Is64BitOperatingSystem;

    public static bool Is32Bit => !Is64Bit;

    /// <summary>What the entry assembly was compiled for.</summary>
    public static FrameworkName Framework
        => new(Assembly.GetEntryAssembly().NotNull().GetCustomAttribute<TargetFrameworkAttribute>().NotNull().FrameworkName);

    /// <summary>A copy; changing the process's environment later does not change it.</summary>
    public static ReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var variables = new Dictionary<string, string>(IsWin ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                variables[(string)variable.Key] = (string)variable.Value;
            return new ReadOnlyDictionary<string, string>(variables);
        }
    }

    /// <summary>The entries of PATH, with <c>~</c> and variables expanded.</summary>
    public static IReadOnlyCollection<string> Paths
        => (GetVariable("PATH") ?? string.Empty)
            .Split(IsWin ? ';' : ':')
            .Where(x => !x.IsNullOrWhiteSpace())
            .Select(ExpandVariables)
            .ToList();

    public static IReadOnlyCollection<string> CommandLineArguments => Arguments.Arguments;

    internal static ArgumentParser Arguments => s_arguments ??= new ArgumentParser(Environment.GetCommandLineArgs().Skip(1));

    public static bool HasVariable(string name, bool allowEmpty = true)
        => GetVariable(name) is { } value && (allowEmpty || value.Length > 0);

    public static string GetVariable(string name) => Environment.GetEnvironmentVariable(name);

    public static T GetVariable<T>(string name, char? separator = null)
        => GetVariable(name) is { } value ? (T)ReflectionUtility.Convert(value, typeof(T), separator, booleanDefault: false) : default;

    public static void SetVariable(string name, string value) => Environment.SetEnvironmentVariable(name, value);

    public static void SetVariable<T>(string name, T value) => SetVariable(name, value.ToString());

    public static void RemoveVariable(string name) => SetVariable(name, null);

    /// <summary><c>%NAME%</c> on Windows; a leading <c>~</c> and <c>$NAME</c> elsewhere. An unset variable becomes empty.</summary>
    public static string ExpandVariables(string value) => IsWin ? Environment.ExpandEnvironmentVariables(value) : ExpandUnix(value);

    public static bool HasArgument(string name) => Arguments.HasArgument(name);

    public static bool HasArgument<T>(Expression<Func<T>> expression) => HasArgument(expression.GetMemberInfo().Name);

    public static T GetNamedArgument<T>(string parameterName, char? separator = null)
        => (T)Arguments.GetNamedArgument(parameterName, typeof(T), separator);

    public static T GetNamedArgument<T>(Expression<Func<T>> expression, char? separator = null)
        => GetNamedArgument<T>(expression.GetMemberInfo().Name, separator);

    public static T GetPositionalArgument<T>(int position, char? separator = null)
        => (T)Arguments.GetPositionalArgument(position, typeof(T), separator);

    public static T[] GetAllPositionalArguments<T>(char? separator = null)
        => (T[])Arguments.GetAllPositionalArguments(typeof(T[]), separator);

    static string ExpandUnix(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length;)
        {
            var end = i + 1;
            if (i == 0 && value[i] == '~')
            {
                text.Append(GetVariable("HOME"));
            }
            else if (value[i] == '$' && end < value.Length && (char.IsAsciiLetter(value[end]) || value[end] == '_'))
            {
                while (end < value.Length && (char.IsAsciiLetterOrDigit(value[end]) || value[end] == '_'))
                    end++;
                text.Append(GetVariable(value[(i + 1)..end]));
            }
            else
            {
                text.Append(value[i]);
            }

            i = end;
        }

        return text.ToString();
    }
}
