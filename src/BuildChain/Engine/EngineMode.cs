namespace BuildChain.Engine;

/// <summary>Which Docker engine a build may use.</summary>
public enum EngineMode
{
    /// <summary>The system's engine when it is good enough, otherwise a private one where that is possible.</summary>
    Auto,

    /// <summary>The system's engine or none.</summary>
    System,

    /// <summary>The private engine of this home or none.</summary>
    Private,
}

/// <summary>Whose engine a connection leads to.</summary>
public enum EngineKind
{
    /// <summary>The engine that <c>docker</c> would use without this build: <c>DOCKER_HOST</c>, a context, or the default socket.</summary>
    System,

    /// <summary>The engine under <c>ESB_HOME</c>, started by this build.</summary>
    Private,
}
