using System.Reflection;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>The arguments of one command of a tool, and how its process is run.</summary>
public abstract class ToolOptions : Options
{
    protected ToolOptions()
    {
        Set(() => ProcessEnvironmentVariables, EnvironmentInfo.Variables);
        Created?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>For whoever presets options, as the verbosity mapping does.</summary>
    internal static event EventHandler Created;

    public string ProcessToolPath => Get<string>(() => ProcessToolPath);

    public string ProcessWorkingDirectory => Get<string>(() => ProcessWorkingDirectory);

    /// <summary>All that the process sees; at first, this process's own.</summary>
    public IReadOnlyDictionary<string, string> ProcessEnvironmentVariables
        => Get<Dictionary<string, string>>(() => ProcessEnvironmentVariables);

    /// <summary>Milliseconds.</summary>
    public int? ProcessExecutionTimeout => Get<int?>(() => ProcessExecutionTimeout);

    public bool? ProcessOutputLogging => Get<bool?>(() => ProcessOutputLogging);

    public bool? ProcessInvocationLogging => Get<bool?>(() => ProcessInvocationLogging);

    /// <summary>False accepts any exit code.</summary>
    public bool? ProcessExitHandling => Get<bool?>(() => ProcessExitHandling);

    public IReadOnlyList<string> ProcessRedactedSecrets => Get<List<string>>(() => ProcessRedactedSecrets);

    /// <summary>Last on the command line, as they are.</summary>
    public IReadOnlyList<string> ProcessAdditionalArguments => Get<List<string>>(() => ProcessAdditionalArguments);

    internal Action<OutputType, string> ProcessLogger { get; set; }

    internal Func<ToolOptions, IProcess, object> ProcessExitHandler { get; set; }

    internal IEnumerable<string> GetArguments() => ArgumentList.Of(this);

    internal IEnumerable<string> GetSecrets()
        => (ProcessRedactedSecrets ?? []).Concat(ArgumentList.PropertiesOf(this).Where(x => x.Attribute.Secret).Select(Secret));

    internal Action<OutputType, string> GetLogger()
    {
        var command = GetType().GetCustomAttribute<CommandAttribute>().NotNull();
        return ((ToolTasks)Activator.CreateInstance(command.Type)).GetLogger(this);
    }

    static string Secret((PropertyInfo Property, ArgumentAttribute Attribute, object Value) argument)
    {
        Assert.True(argument.Property.PropertyType == typeof(string), $"Secret '{argument.Property.Name}' must be a string");
        return (string)argument.Value;
    }
}
