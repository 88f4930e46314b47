using System.Security.Cryptography;
using System.Text;
using BuildChain.Functions.Intrinsics;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>
/// The names of functions, tables and buckets: their own, or made of the logical id. <c>Ref</c> of such a resource gives this name.
/// </summary>
sealed class ResourceNames(Evaluator evaluator, TemplateProblems problems)
{
    readonly Dictionary<string, TemplateNode> names = new(StringComparer.Ordinal);
    readonly ReferencePath path = new("names");

    /// <summary>Whether names were found to be made of each other.</summary>
    public bool HasCircle { get; private set; }

    /// <summary>A text or an error; null for a resource whose name this chain does not decide.</summary>
    public TemplateNode? Of(TemplateResource resource, SourcePosition position)
    {
        if (PropertyOf(resource.Type) is not { } property)
            return null;
        if (names.TryGetValue(resource.Id, out var known))
            return known;
        if (!path.TryEnter(resource.Id, position, problems))
        {
            HasCircle = true;
            return new ErrorNode(position);
        }

        TemplateNode name = new ErrorNode(position);
        evaluator.Collect(() => name = Read(resource, property));
        path.Leave();
        return names[resource.Id] = name;
    }

    /// <summary>The property that names a resource of that type.</summary>
    public static string? PropertyOf(string type)
        => type switch
        {
            TemplateResource.Function => "FunctionName",
            TemplateResource.SimpleTable or TemplateResource.Table => "TableName",
            TemplateResource.Bucket => "BucketName",
            _ => null,
        };

    TemplateNode Read(TemplateResource resource, string property)
    {
        var given = (resource.Body.Find("Properties") as MapNode)?.Find(property);
        var form = resource.Type switch
        {
            TemplateResource.Function => LegalNames.FunctionForm,
            TemplateResource.Bucket => LegalNames.BucketForm,
            _ => LegalNames.TableForm,
        };

        return given is null ? OfId(resource, property, form)
            : evaluator.ResolveText(given, property, form) switch
            {
                NoValueNode => OfId(resource, property, form),
                ScalarNode text => Checked(resource, property, text.Text, given.Position, form, given: true),
                UnresolvedNode unresolved => problems.Error(
                    given.Position, PropertyReader.NeededBefore(property, unresolved),
                    unresolved.IsParameter ? $"{form} {PropertyReader.Override}" : form),
                var error => error,
            };
    }

    // CloudFormation, too, shortens the logical ids of functions and adds something that keeps them apart.
    TemplateNode OfId(TemplateResource resource, string property, string form)
    {
        const int HashLength = 8;
        var id = resource.Id;
        if (resource.Type == TemplateResource.Function && id.Length > LegalNames.LongestFunction)
            id = $"{id[..(LegalNames.LongestFunction - HashLength - 1)]}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashLength]}";
        return Checked(resource, property, id, resource.Position, form);
    }

    TemplateNode Checked(TemplateResource resource, string property, string text, SourcePosition position, string form, bool given = false)
    {
        var isTable = PropertyOf(resource.Type) == "TableName";
        var name = isTable || (given && resource.Type == TemplateResource.Bucket) ? text : text.ToLowerInvariant();
        var isLegal = isTable ? LegalNames.IsTable(name)
            : resource.Type == TemplateResource.Bucket ? LegalNames.IsBucket(name)
            : LegalNames.IsFunction(text);
        var subject = given ? $"{property} {text.Quoted()}" : $"The logical id {text.Quoted()}";
        if (!isLegal)
            return problems.Error(
                position, $"{subject} {(given ? "is not a legal name" : $"is not a legal {property}, and there is no other")}.", form);
        if (resource.Type == TemplateResource.Function && LegalNames.IsOwnImage(name))
            return problems.Error(position, $"{subject} is the name of one of the chain's own images.", "Another FunctionName.");
        if (given && name != text)
            problems.Notice(position, $"FunctionName {text.Quoted()} is '{name}' here: image names are in lower case.");
        return new ScalarNode(position, name);
    }
}
