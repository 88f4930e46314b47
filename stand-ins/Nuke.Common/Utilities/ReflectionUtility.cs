using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Utilities;

/// <summary>Types as people write them, values from text, members from expressions.</summary>
public static class ReflectionUtility
{
    public const BindingFlags All = Static | Instance | BindingFlags.FlattenHierarchy;
    public const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    public const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static MemberInfo GetMemberInfo<T>(Expression<Func<T>> expression) => ((LambdaExpression)expression).GetMemberInfo();

    /// <summary>The property, field or method that <c>() =&gt; X.Member</c> names; a conversion around it is looked through.</summary>
    public static MemberInfo GetMemberInfo(this LambdaExpression expression)
        => expression.Body switch
        {
            MethodCallExpression call => call.Method,
            UnaryExpression { Operand: MemberExpression member } => member.Member,
            MemberExpression member => member.Member,
            _ => throw new ArgumentException($"Expression '{expression}' must name a member"),
        };

    public static T Convert<T>(string value) => (T)Convert(value, typeof(T));

    /// <summary>Through the type's TypeConverter, invariant culture.</summary>
    public static object Convert(object value, Type destinationType)
    {
        if (destinationType.IsInstanceOfType(value) || (value == null && destinationType == typeof(string)))
            return value;
        try
        {
            return TypeDescriptor.GetConverter(destinationType).ConvertFromInvariantString(value?.ToString());
        }
        catch (Exception)
        {
            throw new Exception($"Value '{value}' could not be converted to '{destinationType.GetDisplayShortName()}'");
        }
    }

    public static object Convert(string value, Type destinationType, char? separator, bool booleanDefault)
    {
        string[] values = separator == null ? [value] : value.Split(separator.Value);
        return Convert(values.Where(x => !x.IsNullOrWhiteSpace()).ToArray(), destinationType, booleanDefault);
    }

    /// <summary>No value at all is an empty array, the boolean default, or null.</summary>
    public static object Convert(IReadOnlyCollection<string> values, Type destinationType, bool booleanDefault)
    {
        if (destinationType.IsArray)
            return ConvertArray(values, destinationType.GetElementType());

        if (values.Count == 0)
            return destinationType == typeof(bool) || destinationType == typeof(bool?) ? booleanDefault : null;

        var converted = values.Select(x => Convert(x, destinationType)).ToList();
        Assert.True(
            converted.Count == 1,
            $"Value [ {string.Join(", ", values)} ] cannot be assigned to '{destinationType.GetDisplayShortName()}'");
        return converted[0];
    }

    /// <summary>C# notation: <c>int?</c>, <c>string[]</c>, <c>List&lt;string&gt;</c>.</summary>
    public static string GetDisplayShortName(this Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return underlying.GetDisplayShortName() + "?";
        if (type.IsArray)
            return $"{type.GetElementType().GetDisplayShortName()}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericType)
            return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(GetDisplayShortName))}>";
        return Alias(type);
    }

    public static string GetDisplayShortName(this MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    static Array ConvertArray(IReadOnlyCollection<string> values, Type elementType)
    {
        var array = Array.CreateInstance(elementType, values.Count);
        var index = 0;
        foreach (var value in values)
            array.SetValue(Convert(value, elementType), index++);
        return array;
    }

    static string Alias(Type type)
        => type.IsEnum ? type.Name : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.SByte => "sbyte",
            TypeCode.Char => "char",
            TypeCode.Int16 => "short",
            TypeCode.UInt16 => "ushort",
            TypeCode.Int32 => "int",
            TypeCode.UInt32 => "uint",
            TypeCode.Int64 => "long",
            TypeCode.UInt64 => "ulong",
            TypeCode.Single => "float",
            TypeCode.Double => "double",
            TypeCode.Decimal => "decimal",
            TypeCode.String => "string",
            _ => type == typeof(object) ? "object" : type == typeof(void) ? "void" : type.Name,
        };
}
