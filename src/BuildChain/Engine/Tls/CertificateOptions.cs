using BuildChain.Locking;

namespace BuildChain.Engine;

/// <summary>What to make anew although it is still good.</summary>
public enum CertificateRotation
{
    None,

    /// <summary>Server and client certificate.</summary>
    Leaf,

    /// <summary>The root CA and with it everything it issued.</summary>
    All,
}

/// <summary>Which certificates are wanted and where.</summary>
/// <param name="Directory">Where they are kept, for instance <c>.esb/certs</c>; made with mode 0750.</param>
public sealed record CertificateOptions(string Directory)
{
    public CertificateRotation Rotate { get; init; }

    /// <summary>How long to wait for another build that makes certificates here.</summary>
    public TimeSpan LockTimeout { get; init; } = LockOptions.Default.Timeout;

    /// <summary>Host names and addresses of the server certificate on top of the services' own and the loopback ones.</summary>
    public IReadOnlyList<string> ExtraNames { get; init; } = [];

    /// <summary>The organisation certificates name.</summary>
    public string Organization { get; init; } = BrandNames.Slug.ToUpperInvariant();

    /// <summary>A leaf that ends within this time is renewed.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(30);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Every name the server certificate must have.</summary>
    public IReadOnlyList<string> ServerNames
        => [.. ServiceNames.Concat(ServiceNames.Select(name => $"{BrandNames.Slug}-{name}")).Append("localhost").Append("127.0.0.1").Append("::1")
            .Concat(ExtraNames).Distinct(StringComparer.OrdinalIgnoreCase)];

    static readonly string[] ServiceNames = ["gateway", "agent", "provisioner", "runtime-node", "registry"];
}
