using System.Net;

namespace Esb.Agent.Docker;

/// <summary>The engine refused a request, or did not answer it (no status).</summary>
sealed class EngineException(HttpStatusCode? status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The engine's answer; null when there was none.</summary>
    public HttpStatusCode? Status { get; } = status;
}
