using System.Runtime.CompilerServices;
using BuildChain.Engine;
using BuildChain.Functions;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>What the components of one build share while it runs: interfaces have no fields of their own.</summary>
sealed class ChainSession
{
    static readonly ConditionalWeakTable<INukeBuild, ChainSession> Sessions = [];

    Task<EngineConnection>? _connection;

    public static ChainSession Of(INukeBuild build) => Sessions.GetOrCreateValue(build);

    FunctionApp? _app;

    /// <summary>The template is read once: its errors and notices are told once, and every target sees the same.</summary>
    public FunctionApp App(Func<FunctionApp> read) => _app ??= read();

    public Task<EngineConnection> ConnectAsync(Func<Task<EngineConnection>> connect) => _connection ??= connect();
}
