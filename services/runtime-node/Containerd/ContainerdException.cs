namespace Esb.RuntimeNode.Containerd;

/// <summary>containerd refused a call, or did not answer it. The status is gRPC's, null when there was no answer.</summary>
sealed class ContainerdException(int? status, string message, Exception? inner = null) : Exception(message, inner)
{
    const int NotFoundStatus = 5;

    /// <summary>What the call names is not there.</summary>
    public bool IsNotFound => status == NotFoundStatus;
}
