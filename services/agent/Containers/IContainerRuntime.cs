using Esb.Agent.Functions;

namespace Esb.Agent.Containers;

/// <summary>Where function containers run: the Docker engine, or containerd in the runtime node.</summary>
/// <remarks>Failures are <see cref="ContainerException"/>s.</remarks>
interface IContainerRuntime
{
    /// <summary>The content that the reference stands for at this moment; it changes when the tag moves.</summary>
    Task<string> ImageIdAsync(string image, CancellationToken cancellationToken);

    /// <summary>Does ahead what can be done ahead of the first start from the image; fails as the start would.</summary>
    Task PrepareAsync(string image, CancellationToken cancellationToken);

    /// <summary>Starts a container; it may not listen yet. Nothing of it is left when this fails.</summary>
    /// <param name="name">Its name, unused so far.</param>
    /// <param name="fingerprint">Kept with the container, for <see cref="ListAsync"/>.</param>
    Task<FunctionContainer> StartAsync(string name, FunctionSpec function, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Removes a container and all that belongs to it; one that is gone already is fine.</summary>
    /// <param name="grace">How long it may take to end by itself; zero kills it.</param>
    Task RemoveAsync(string name, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>This stack's function containers, those that an earlier agent left included.</summary>
    Task<IReadOnlyList<FunctionContainer>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The last lines that it wrote; empty when there are none to be had.</summary>
    Task<string> LogTailAsync(string name, CancellationToken cancellationToken);

    /// <summary>This stack's function containers as they end, from now on. Breaks off with a <see cref="ContainerException"/>.</summary>
    IAsyncEnumerable<ContainerEnd> EndsAsync(CancellationToken cancellationToken);

    /// <summary>Why no container can be started, or null.</summary>
    Task<string?> ProblemAsync(CancellationToken cancellationToken);
}

/// <summary>One function container.</summary>
/// <param name="Name">Its name, unique on the engine.</param>
/// <param name="Function">The function that it was started for.</param>
/// <param name="Fingerprint">What it was started from (<see cref="FunctionSpec.Fingerprint"/>).</param>
/// <param name="Address">Its IP address; empty when it does not run.</param>
/// <param name="Running">Whether it runs.</param>
sealed record FunctionContainer(string Name, string Function, string Fingerprint, string Address, bool Running);

/// <summary>A container that ended, and how.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Half a sentence, such as <c>exit code 137, out of memory</c>.</param>
sealed record ContainerEnd(string Name, string Reason);

/// <summary>A container could not be started, found or removed; the message is for whoever operates the stack.</summary>
sealed class ContainerException(string message, Exception? inner = null) : Exception(message, inner);
