using System.Xml.Linq;
using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>The projects and folders of a .slnx. A folder is named by its whole path: <c>/src/tools/</c>.</summary>
sealed class SolutionFile
{
    readonly Dictionary<string, SolutionFolder> _folders = [];
    readonly List<Project> _projects = [];

    public SolutionFile(Solution solution, AbsolutePath path)
    {
        if (path.Extension != ".slnx")
            throw new NotSupportedException($"Solution '{path}' must be a .slnx file; other formats need the package Nuke.Common");

        var root = XDocument.Load(path).Root;
        AddProjects(root, solution, folder: null);
        foreach (var element in root.Elements("Folder"))
            AddProjects(element, solution, Folder((string)element.Attribute("Name"), solution));
    }

    public IReadOnlyCollection<Project> Projects => _projects;

    public IReadOnlyCollection<SolutionFolder> Folders => _folders.Values;

    void AddProjects(XElement container, Solution solution, SolutionFolder folder)
    {
        foreach (var element in container.Elements("Project"))
        {
            var path = (string)element.Attribute("Path");
            var name = (string)element.Attribute("DisplayName") ?? Path.GetFileNameWithoutExtension(path);
            _projects.Add(new Project(path, name, solution, folder));
        }
    }

    SolutionFolder Folder(string path, Solution solution)
    {
        path = path.Trim('/');
        if (_folders.TryGetValue(path, out var folder))
            return folder;

        var parent = path.LastIndexOf('/');
        folder = new SolutionFolder(path[(parent + 1)..], solution, parent < 0 ? null : Folder(path[..parent], solution));
        return _folders[path] = folder;
    }
}
