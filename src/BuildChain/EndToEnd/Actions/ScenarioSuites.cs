using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BuildChain.EndToEnd;

/// <summary>Which suite each class of a test assembly belongs to: its <c>[Trait("Suite", "…")]</c>. TRX files have no traits.</summary>
static class ScenarioSuites
{
    public const string Trait = "Suite";

    const ushort Prolog = 1;

    /// <summary>Suites by full class name. The assembly is read, not loaded.</summary>
    public static IReadOnlyDictionary<string, string> Read(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var suites = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            if (type.GetCustomAttributes().Select(handle => SuiteOf(metadata, metadata.GetCustomAttribute(handle))).FirstOrDefault(suite => suite is not null) is { } suite)
                suites[$"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"] = suite;
        }
        return suites;
    }

    static string? SuiteOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent
            || metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) != "TraitAttribute")
            return null;
        var value = metadata.GetBlobReader(attribute.Value);
        return value.ReadUInt16() == Prolog && value.ReadSerializedString() == Trait ? value.ReadSerializedString() : null;
    }
}
