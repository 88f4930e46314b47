using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Utilities;

namespace Nuke.Common;

/// <summary>
/// The values of <c>.nuke/parameters.json</c> and of <c>.nuke/parameters.&lt;profile&gt;.json</c> for each <c>--profile</c>; a later
/// profile wins. Paths are relative to the root directory.
/// </summary>
sealed class ParametersFiles
{
    readonly Type _buildType;
    readonly string _nukeDirectory;
    readonly string[] _profiles;
    List<JsonDocument> _files;

    public ParametersFiles(Type buildType, string nukeDirectory, string[] profiles)
    {
        _buildType = buildType;
        _nukeDirectory = nukeDirectory;
        _profiles = profiles;
    }

    public object Get(string name, Type type)
    {
        _files ??= ReadAll();
        foreach (var file in _files)
        {
            if (file.RootElement.TryGetProperty(name, out var value))
                return Convert(name, value, type);
        }

        return null;
    }

    List<JsonDocument> ReadAll()
    {
        var files = new List<JsonDocument>();
        var defaultFile = Path.Combine(_nukeDirectory, "parameters.json");
        if (File.Exists(defaultFile))
            files.Add(Read(defaultFile));
        foreach (var profile in _profiles)
        {
            var file = Path.Combine(_nukeDirectory, profile == "$default" ? "parameters.json" : $"parameters.{profile}.json");
            Assert.FileExists(file, argumentExpression: "x.File");
            files.Add(Read(file));
        }

        files.Reverse();
        return files;
    }

    static JsonDocument Read(string file)
    {
        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        return JsonDocument.Parse(File.ReadAllBytes(file), options);
    }

    object Convert(string name, JsonElement value, Type type)
    {
        var parameter = InjectedMember.ParametersOf(_buildType, includeUnlisted: true)
            .SingleOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase));
        if (parameter != null && typeof(IAbsolutePathHolder).IsAssignableFrom(ScalarOf(parameter.Member.ValueType())))
            return (AbsolutePath)Path.GetFullPath(value.GetString().NotNull(), NukeBuild.RootDirectory);

        Assert.True(
            parameter?.Member.IsDefined(typeof(SecretAttribute), inherit: true) != true,
            $"Could not decrypt '{name}': secrets in parameters files are not supported without the package Nuke.Common");
        return Convert(value, type);
    }

    static object Convert(JsonElement value, Type type)
        => value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array when type.IsArray => ToArray(value, type.GetElementType()),
            JsonValueKind.Array or JsonValueKind.Object => throw new ArgumentException(
                $"Value '{value.GetRawText()}' could not be converted to '{type.GetDisplayShortName()}'"),
            JsonValueKind.String when type == typeof(object) || type == typeof(string) => value.GetString(),
            JsonValueKind.String => ReflectionUtility.Convert(value.GetString(), type),
            _ => ReflectionUtility.Convert(value.GetRawText(), type),
        };

    static Array ToArray(JsonElement values, Type elementType)
    {
        var array = Array.CreateInstance(elementType, values.GetArrayLength());
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Convert(values[i], elementType), i);
        return array;
    }

    static Type ScalarOf(Type type) => type.IsArray ? type.GetElementType() : type;
}
