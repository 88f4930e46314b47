namespace Esb.Provisioner;

/// <summary>What could not be done although the configuration is good: each message says what, where, why, and what to do.</summary>
sealed class ProvisioningException(IReadOnlyList<string> messages, Exception? innerException = null)
    : Exception(string.Join('\n', messages), innerException)
{
    public ProvisioningException(string message, Exception? innerException = null)
        : this([message], innerException)
    {
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Messages => messages;
}
