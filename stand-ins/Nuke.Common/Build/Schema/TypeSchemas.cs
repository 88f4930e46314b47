using System.ComponentModel;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Maps types to schemas; enums and objects become definitions that are referred to, in the order in which they are met.</summary>
sealed class TypeSchemas
{
    readonly List<NamedSchema> _definitions = [];

    public IReadOnlyList<NamedSchema> Definitions => _definitions;

    public JsonSchema Definition(string name) => _definitions.First(x => x.Name == name).Schema;

    /// <param name="type">The type of a value.</param>
    /// <param name="member">The member that holds it, for the nullability of a collection's items.</param>
    public JsonSchema Of(Type type, MemberInfo member = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            var schema = Of(underlying);
            if (schema.Reference == null)
                schema.Type |= JsonType.Null;
            return schema;
        }

        if (OfSimple(type) is { } simple)
            return simple;
        if (type == typeof(Host) || type == typeof(ExecutableTarget))
            return Refer(type, () => new JsonSchema { Type = JsonType.String });
        if (type.IsEnum)
            return Refer(type, () => OfEnum(type));
        if (type.IsDefined(typeof(TypeConverterAttribute), inherit: true) || type == typeof(Version))
            return new JsonSchema { Type = JsonType.String };
        return ValueSet.IsCollection(type) ? OfCollection(type, member) : Refer(type, () => OfObject(type));
    }

    static JsonSchema OfSimple(Type type)
    {
        if (type == typeof(Guid))
            return new JsonSchema { Type = JsonType.String, Format = "guid" };
        if (type == typeof(TimeSpan))
            return new JsonSchema { Type = JsonType.String, Format = "duration" };
        if (type == typeof(Uri))
            return new JsonSchema { Type = JsonType.String, Format = "uri" };
        if (type == typeof(DateTimeOffset))
            return new JsonSchema { Type = JsonType.String, Format = "date-time" };

        if (type == typeof(DateOnly))
            return new JsonSchema { Type = JsonType.String, Format = "date" };
        if (type == typeof(TimeOnly))
            return new JsonSchema { Type = JsonType.String, Format = "time" };
        if (type == typeof(byte[]))
            return new JsonSchema { Type = JsonType.String, Format = "byte" };
        if (type == typeof(object))
            return new JsonSchema();

        return type.IsEnum ? null : Type.GetTypeCode(type) switch
        {
            TypeCode.String or TypeCode.Char => new JsonSchema { Type = JsonType.String },
            TypeCode.Boolean => new JsonSchema { Type = JsonType.Boolean },
            TypeCode.Byte => new JsonSchema { Type = JsonType.Integer, Format = "byte" },
            TypeCode.Int32 => new JsonSchema { Type = JsonType.Integer, Format = "int32" },
            TypeCode.Int64 => new JsonSchema { Type = JsonType.Integer, Format = "int64" },
            TypeCode.UInt64 => new JsonSchema { Type = JsonType.Integer, Format = "uint64" },
            TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.UInt32 => new JsonSchema { Type = JsonType.Integer },
            TypeCode.Single => new JsonSchema { Type = JsonType.Number, Format = "float" },
            TypeCode.Double => new JsonSchema { Type = JsonType.Number, Format = "double" },
            TypeCode.Decimal => new JsonSchema { Type = JsonType.Number, Format = "decimal" },
            TypeCode.DateTime => new JsonSchema { Type = JsonType.String, Format = "date-time" },
            _ => null,
        };
    }

    static JsonSchema OfEnum(Type type)
    {
        var schema = new JsonSchema { Type = JsonType.String, Description = string.Empty };
        schema.Enumeration.AddRange(Enum.GetNames(type));
        return schema;
    }

    JsonSchema OfCollection(Type type, MemberInfo member)
    {
        var items = Of(ValueSet.ScalarOf(type));
        if (!ValueSet.ScalarOf(type).IsValueType && items.Reference == null && HasNullableItems(member))
            items.Type |= JsonType.Null;
        return new JsonSchema { Type = JsonType.Array, Items = items };
    }

    JsonSchema OfObject(Type type)
    {
        var schema = new JsonSchema { Type = JsonType.Object };
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            schema.Properties.Add(new(property.Name, Of(property.PropertyType, property)));
        return schema;
    }

    JsonSchema Refer(Type type, Func<JsonSchema> create)
    {
        var name = type.Name;
        if (!_definitions.Exists(x => x.Name == name))
            _definitions.Add(new(name, create()));
        return new JsonSchema { Reference = name };
    }

    static bool HasNullableItems(MemberInfo member)
    {
        var context = new NullabilityInfoContext();
        var nullability = member switch
        {
            FieldInfo field => context.Create(field),
            PropertyInfo property => context.Create(property),
            _ => null,
        };
        var item = nullability?.ElementType ?? nullability?.GenericTypeArguments.FirstOrDefault();
        return item?.ReadState == NullabilityState.Nullable;
    }
}
