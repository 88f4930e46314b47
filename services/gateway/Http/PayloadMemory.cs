namespace Esb.Gateway.Http;

/// <summary>
/// Where payloads of requests and of answers find room. Two budgets: a request holds its own until it has its answer, and must never
/// wait for others who wait for it.
/// </summary>
sealed class PayloadMemory(GatewaySettings settings)
{
    public ByteBudget Requests { get; } = new(settings.PayloadMemory / 2);

    public ByteBudget Answers { get; } = new(settings.PayloadMemory / 2);
}
