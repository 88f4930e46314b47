using Esb.Gateway.Http;

namespace Esb.Gateway.Api;

/// <summary>What a function's answer means as an HTTP response.</summary>
/// <param name="Headers">In their order; a name may come several times.</param>
/// <param name="Body">Disposed by whoever answers with it.</param>
sealed record ProxyResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, PooledBuffer Body) : IDisposable
{
    public void Dispose() => Body.Dispose();
}
