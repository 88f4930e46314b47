namespace CliWrap;

/// <summary>What a command was given; an exception carries it.</summary>
public interface ICommandConfiguration
{
    string TargetFilePath { get; }

    /// <summary>One string, quoted as the platform's command-line rules demand.</summary>
    string Arguments { get; }

    string WorkingDirPath { get; }

    /// <summary>On top of the current process's own; a null value removes the variable.</summary>
    IReadOnlyDictionary<string, string?> EnvironmentVariables { get; }

    CommandResultValidation Validation { get; }

    PipeSource StandardInputPipe { get; }

    PipeTarget StandardOutputPipe { get; }

    PipeTarget StandardErrorPipe { get; }
}
