using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Serilog.Rendering;

/// <summary>
/// A value as it was when it was logged: null, a string, a number or another simple value, a list, a map, or (for <c>{@Name}</c>)
/// the public properties of an object. Any other object is its <see cref="object.ToString"/>.
/// </summary>
sealed class CapturedValue
{
    const int MaxDepth = 10;

    public CapturedValue(object value, Capture capture, int depth = 0)
    {
        if (capture == Capture.Text)
            Scalar = value?.ToString();
        else if (value is null or string || IsSimple(value))
            Scalar = value;
        else if (value is byte[] bytes)
            Scalar = Convert.ToHexString(bytes);
        else if (depth >= MaxDepth)
            Scalar = value.ToString();
        else if (value is IDictionary map && HasSimpleKeys(value))
            Map = CaptureMap(map, capture, depth);
        else if (value is IEnumerable sequence)
            Items = sequence.Cast<object>().Select(x => new CapturedValue(x, capture, depth + 1)).ToList();
        else if (value is ITuple tuple && value.GetType().IsValueType)
            Items = Enumerable.Range(0, tuple.Length).Select(i => new CapturedValue(tuple[i], capture, depth + 1)).ToList();
        else if (capture == Capture.Structure)
            CaptureStructure(value, depth);
        else
            Scalar = value.ToString() ?? string.Empty;
    }

    public object Scalar { get; }
    public IReadOnlyList<CapturedValue> Items { get; }
    public IReadOnlyList<KeyValuePair<CapturedValue, CapturedValue>> Map { get; }
    public string TypeName { get; private set; }
    public IReadOnlyList<KeyValuePair<string, CapturedValue>> Members { get; private set; }

    public void WriteScalar(TextWriter output, string format)
        => output.Write(Scalar is IFormattable formattable
            ? formattable.ToString(format, CultureInfo.InvariantCulture)
            : Scalar.ToString());

    static bool IsSimple(object value)
        => value is bool or char or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal
            or DateTime or DateTimeOffset or TimeSpan or Guid or Uri or DateOnly or TimeOnly or Enum or MemberInfo or Delegate;

    static bool HasSimpleKeys(object value)
        => value.GetType() is { IsGenericType: true } type &&
           type.GetGenericTypeDefinition() == typeof(Dictionary<,>) &&
           type.GetGenericArguments()[0] is var key &&
           (key == typeof(string) || key.IsPrimitive || key.IsEnum || key == typeof(Guid));

    static List<KeyValuePair<CapturedValue, CapturedValue>> CaptureMap(IDictionary map, Capture capture, int depth)
        => map.Keys.Cast<object>()
            .Select(x => KeyValuePair.Create(new CapturedValue(x, capture), new CapturedValue(map[x], capture, depth + 1)))
            .ToList();

    void CaptureStructure(object value, int depth)
    {
        var type = value.GetType();
        TypeName = type.IsDefined(typeof(CompilerGeneratedAttribute)) ? null : type.Name;
        Members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(x => x.CanRead && x.GetIndexParameters().Length == 0)
            .Select(x => KeyValuePair.Create(x.Name, new CapturedValue(ReadOrExplain(x, value), Capture.Structure, depth + 1)))
            .ToList();
    }

    static object ReadOrExplain(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException exception)
        {
            return $"The property accessor threw an exception: {exception.InnerException!.GetType().Name}";
        }
    }
}
