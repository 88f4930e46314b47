using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

partial class FunctionReader
{
    const string LayerForm = "Layers: [!Ref Layer], of an AWS::Serverless::LayerVersion in the template.";

    List<LayerSpec> Layers()
    {
        var found = new List<LayerSpec>();
        foreach (var item in properties.List("Layers", LayerForm) ?? [])
        {
            if (item is UnresolvedNode { Resource: { } layerId } && layers.TryGetValue(layerId, out var layer))
                found.Add(layer);
            else
                TellForeign(item);
        }

        return found;
    }

    // A layer that is not in the template cannot be had without AWS.
    void TellForeign(TemplateNode item)
    {
        switch (item)
        {
            case UnresolvedNode { Resource: { } other } when context.Document.Resources.GetValueOrDefault(other)?.Type == TemplateResource.Layer:
                break; // It had an error, or is left out by its condition: told there.
            case UnresolvedNode unresolved:
                problems.Notice(
                    item.Position, $"The layer {unresolved.Name.Quoted()} is not in the template; the function is built without it.");
                break;
            case ScalarNode { Text: var arn } when arn.StartsWith("arn:", StringComparison.Ordinal):
                problems.Notice(item.Position, $"The layer {arn.Quoted()} is not in the template; the function is built without it.");
                break;
            case ErrorNode:
                break;
            default:
                problems.Error(
                    item.Position, $"A layer is {(item is ScalarNode { IsNull: false } text ? text.Text.Quoted() : item.Kind)}.",
                    LayerForm);
                break;
        }
    }
}
