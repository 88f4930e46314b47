using System.Runtime.InteropServices;
using System.Text;

namespace Esb.RuntimeInterface.Processes;

/// <summary>What to start.</summary>
/// <param name="Arguments">The program's path first.</param>
sealed record ChildCommand(IReadOnlyList<string> Arguments, string Directory, IReadOnlyDictionary<string, string> Environment);

/// <summary>A child in a session of its own, so that what it started can be ended with it.</summary>
sealed class ChildProcess
{
    ChildProcess(int id, Task<ProcessEnd> ended) => (Id, Ended) = (id, ended);

    public int Id { get; }

    /// <summary>Completes when the process itself has ended; others of its session may live on.</summary>
    public Task<ProcessEnd> Ended { get; }

    /// <summary>Starts it with an empty input and its output on two descriptors.</summary>
    /// <exception cref="StartException">The system's reason.</exception>
    public static ChildProcess Start(ChildCommand command, int output, int error)
    {
        var (id, ended) = Children.Add(() => Spawn(command, output, error));
        return new ChildProcess(id, ended);
    }

    /// <summary>Signals the session's process group.</summary>
    public void Signal(int signal) => _ = Libc.Kill(-Id, signal);

    static unsafe int Spawn(ChildCommand command, int output, int error)
    {
        var attributes = stackalloc byte[Libc.OpaqueSize];
        var actions = stackalloc byte[Libc.OpaqueSize];
        var signals = stackalloc byte[Libc.OpaqueSize];
        using var texts = new NativeTexts();
        Check(Libc.InitializeAttributes(attributes), "attributes");
        Check(Libc.InitializeFileActions(actions), "file actions");
        try
        {
            Check(Libc.SetAttributeFlags(attributes, Libc.SpawnSetSession | Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask), "flags");
            _ = Libc.FillSignalSet(signals);
            Check(Libc.SetSignalDefaults(attributes, signals), "signals");
            _ = Libc.EmptySignalSet(signals);
            Check(Libc.SetSignalMask(attributes, signals), "signal mask");
            Check(Libc.AddChangeDirectory(actions, texts.Add(command.Directory)), "directory");
            Check(Libc.AddOpen(actions, 0, texts.Add("/dev/null"), 0, 0), "input");
            Check(Libc.AddDuplicate(actions, output, 1), "output");
            Check(Libc.AddDuplicate(actions, error, 2), "error output");
            var arguments = texts.AddList(command.Arguments);
            var environment = texts.AddList([.. command.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);
            Check(Libc.Spawn(out var id, texts.Add(command.Arguments[0]), actions, attributes, arguments, environment), command.Arguments[0]);
            return id;
        }
        finally
        {
            _ = Libc.DestroyFileActions(actions);
            _ = Libc.DestroyAttributes(attributes);
        }
    }

    static void Check(int error, string what)
    {
        if (error != 0)
            throw new StartException($"fork/exec {what}: {StartException.Describe(error)}");
    }

    /// <summary>C strings that live as long as one call.</summary>
    sealed unsafe class NativeTexts : IDisposable
    {
        readonly List<nint> _blocks = [];

        public byte* Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text + "\0");
            var block = Allocate(bytes.Length);
            Marshal.Copy(bytes, 0, block, bytes.Length);
            return (byte*)block;
        }

        public byte** AddList(IReadOnlyList<string> texts)
        {
            var list = (byte**)Allocate((texts.Count + 1) * sizeof(byte*));
            for (var i = 0; i < texts.Count; i++)
                list[i] = Add(texts[i]);
            list[texts.Count] = null;
            return list;
        }

        public void Dispose() => _blocks.ForEach(Marshal.FreeHGlobal);

        nint Allocate(int size)
        {
            var block = Marshal.AllocHGlobal(size);
            _blocks.Add(block);
            return block;
        }
    }
}

/// <summary>A program could not be started.</summary>
sealed class StartException(string message) : Exception(message)
{
    /// <summary>The error number in the words that Lambda uses.</summary>
    public static string Describe(int error) => error switch
    {
        2 => "no such file or directory",
        8 => "exec format error",
        13 => "permission denied",
        _ => Marshal.GetPInvokeErrorMessage(error),
    };
}
