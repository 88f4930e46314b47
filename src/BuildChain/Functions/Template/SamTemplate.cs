using BuildChain.Functions.Intrinsics;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>Reads AWS SAM templates, YAML or JSON.</summary>
/// <remarks>
/// The rules are those of AWS's SAM and CloudFormation documentation. What has no effect here is a notice; what AWS would refuse, and what
/// the build cannot do without, is an error.
/// </remarks>
public static class SamTemplate
{
    /// <summary>Reads and evaluates a template. Writes nothing; looks whether the directories that it names exist.</summary>
    /// <param name="path">Relative to the working directory or absolute; messages show it as it is given.</param>
    /// <exception cref="TemplateException">Something in it is wrong; carries all that is.</exception>
    public static FunctionApp Read(string path, TemplateOptions? options = null)
    {
        options ??= new TemplateOptions();
        var problems = new TemplateProblems();
        if (path.Length == 0 || path.Contains('\0'))
            throw problems.Fatal(new SourcePosition("template", 1, 1), $"{path.Quoted()} is not a path.", "The path of a template.");

        var full = Path.GetFullPath(path);
        var root = NodeReader.Read(TemplateText.Read(full, path, problems), path, problems);
        var document = TemplateDocument.Of(root, problems);
        var parameters = new ParameterSet(document.Parameters, options.ParameterOverrides, problems);
        var evaluator = new Evaluator(document, parameters, new PseudoParameters(options), problems);
        var names = new ResourceNames(evaluator, problems);
        evaluator.NameOf = names.Of;
        var context = new TemplateContext(
            document, evaluator, new GlobalSections(document.Globals, evaluator, problems), names, new TemplatePaths(full, problems),
            problems, options);
        return new TemplateReader(context).Read(full);
    }
}
