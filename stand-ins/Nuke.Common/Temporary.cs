using System.Runtime.CompilerServices;
namespace Nuke.Common;
public static class Assert
{
    public static void True(bool condition, string message = null, [CallerArgumentExpression("condition")] string argumentExpression = null) { if (!condition) throw new ArgumentException(message ?? "Expected condition to be true", message == null ? argumentExpression : null); }
    public static void False(bool condition, string message = null, [CallerArgumentExpression("condition")] string argumentExpression = null) { if (condition) throw new ArgumentException(message ?? "Expected condition to be false", message == null ? argumentExpression : null); }
    public static T NotNull<T>(this T obj, string message = null, [CallerArgumentExpression("obj")] string argumentExpression = null) where T : class => obj ?? throw new ArgumentException(message ?? "null", argumentExpression);
    public static void FileExists(string path, string message = null, [CallerArgumentExpression("path")] string argumentExpression = null) { if (!File.Exists(path)) throw new ArgumentException(message ?? $"Expected file to exist: {path}"); }
    public static void DirectoryExists(string path, string message = null, [CallerArgumentExpression("path")] string argumentExpression = null) { if (!Directory.Exists(path)) throw new ArgumentException(message ?? $"Expected directory to exist: {path}"); }
}
