using System.Runtime.InteropServices;

namespace Esb.RuntimeInterface.Processes;

/// <summary>Takes a line of a child's output, without its line end.</summary>
delegate void OutputLine(OutputStream stream, ReadOnlySpan<byte> line);

/// <summary>Which of a process's two outputs.</summary>
enum OutputStream
{
    Stdout,
    Stderr,
}

/// <summary>A child's output, line by line.</summary>
/// <remarks>Pipes, not sockets: programs open <c>/dev/stderr</c>, which a socket refuses.</remarks>
sealed unsafe class OutputPipes : IDisposable
{
    const int LineLimit = 256 * 1024;

    // What one drain takes at most: a process that writes all the time must not keep an answer back.
    const int DrainLimit = 1024 * 1024;

    readonly OutputLine _onLine;
    readonly Lock _lock = new();
    readonly Reader[] _readers;
    readonly int _wakeRead;
    readonly int _wakeWrite;
    readonly Thread _thread;

    /// <summary>Opens both pipes and reads them until disposal.</summary>
    public OutputPipes(OutputLine onLine)
    {
        _onLine = onLine;
        (var stdout, Output) = Open();
        (var stderr, Error) = Open();
        (_wakeRead, _wakeWrite) = Open();
        _readers = [new Reader(stdout, OutputStream.Stdout), new Reader(stderr, OutputStream.Stderr)];
        _thread = new Thread(Run, 128 * 1024) { IsBackground = true, Name = "function output" };
        _thread.Start();
    }

    /// <summary>The end that the child writes its output to.</summary>
    public int Output { get; private set; }

    /// <summary>The end that the child writes its error output to.</summary>
    public int Error { get; private set; }

    /// <summary>Gives the child's ends up, once it has them: then the end of its output is seen.</summary>
    public void CloseChildEnds()
    {
        if (Output < 0)
            return;
        _ = Libc.Close(Output);
        _ = Libc.Close(Error);
        (Output, Error) = (-1, -1);
    }

    /// <summary>Takes what has been written until now; a line without end counts as one.</summary>
    public void Drain()
    {
        lock (_lock)
        {
            foreach (var reader in _readers)
            {
                ReadAvailable(reader, DrainLimit);
                Flush(reader);
            }
        }
    }

    /// <summary>Takes what is left, then closes.</summary>
    public void Dispose()
    {
        byte one = 1;
        _ = Libc.Write(_wakeWrite, &one, 1);
        _thread.Join();
        Drain();
        CloseChildEnds();
        foreach (var descriptor in new[] { _readers[0].Descriptor, _readers[1].Descriptor, _wakeRead, _wakeWrite })
            _ = Libc.Close(descriptor);
    }

    static (int Read, int Write) Open()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
            throw new IOException("pipe: " + Marshal.GetLastPInvokeErrorMessage());
        // Our end alone: the child's programs expect writes that wait.
        _ = Libc.Control(ends[0], Libc.SetFlags, Libc.NonBlocking);
        return (ends[0], ends[1]);
    }

    void Run()
    {
        var polled = stackalloc Libc.PollDescriptor[3];
        while (true)
        {
            for (var i = 0; i < 2; i++)
                // A negative descriptor is passed over: a pipe at its end would be ready for ever.
                polled[i] = new Libc.PollDescriptor { Descriptor = _readers[i].AtEnd ? -1 : _readers[i].Descriptor, Events = Libc.PollIn };
            polled[2] = new Libc.PollDescriptor { Descriptor = _wakeRead, Events = Libc.PollIn };
            if (Libc.Poll(polled, 3, -1) < 0)
                continue;
            if (polled[2].Returned != 0)
                return;
            lock (_lock)
            {
                for (var i = 0; i < 2; i++)
                {
                    if (polled[i].Returned != 0)
                        ReadAvailable(_readers[i], DrainLimit);
                }
            }
        }
    }

    void ReadAvailable(Reader reader, int limit)
    {
        var buffer = stackalloc byte[16 * 1024];
        for (var total = 0; total < limit;)
        {
            var read = (int)Libc.Read(reader.Descriptor, buffer, 16 * 1024);
            if (read < 0 && Marshal.GetLastPInvokeError() == Libc.InterruptedCall)
                continue;
            if (read <= 0)
            {
                reader.AtEnd |= read == 0;
                return;
            }

            total += read;
            Split(reader, new ReadOnlySpan<byte>(buffer, read));
        }
    }

    void Split(Reader reader, ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            reader.Partial.AddRange(bytes[..end]);
            Emit(reader);
            bytes = bytes[(end + 1)..];
        }

        reader.Partial.AddRange(bytes);
        if (reader.Partial.Count >= LineLimit)
            Emit(reader);
    }

    void Flush(Reader reader)
    {
        if (reader.Partial.Count > 0)
            Emit(reader);
    }

    void Emit(Reader reader)
    {
        var line = CollectionsMarshal.AsSpan(reader.Partial);
        _onLine(reader.Stream, line is [.. var text, (byte)'\r'] ? text : line);
        reader.Partial.Clear();
    }

    sealed class Reader(int descriptor, OutputStream stream)
    {
        public int Descriptor => descriptor;

        public OutputStream Stream => stream;

        public List<byte> Partial { get; } = [];

        public bool AtEnd { get; set; }
    }
}
