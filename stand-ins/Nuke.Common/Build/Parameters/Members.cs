using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Utilities;

namespace Nuke.Common.Execution;

/// <summary>Reflection over the build class and the components it implements.</summary>
static class Members
{
    public const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    public const BindingFlags All = Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>The name without the interface that an explicit implementation carries.</summary>
    public static string ShortName(this MemberInfo member)
        => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    /// <summary>The name with the declaring types, as warnings show it: <c>Build.Retries</c>.</summary>
    public static string DisplayName(this MemberInfo member)
    {
        var name = member.ShortName();
        for (var type = member.DeclaringType; type != null; type = type.DeclaringType)
            name = $"{type.GetDisplayShortName()}.{name}";
        return name;
    }

    public static Type ValueType(this MemberInfo member)
        => member switch
        {
            FieldInfo field => field.FieldType,
            PropertyInfo property => property.PropertyType,
            MethodInfo method => method.ReturnType,
            _ => throw new NotSupportedException(member.ToString()),
        };

    public static object Read(this MemberInfo member, object instance)
        => member switch
        {
            FieldInfo field => field.GetValue(field.IsStatic ? null : instance),
            PropertyInfo property => property.GetValue(property.GetMethod.NotNull().IsStatic ? null : instance),
            MethodInfo method => method.Invoke(method.IsStatic ? null : instance, null),
            _ => throw new NotSupportedException(member.ToString()),
        };

    /// <summary>Writes a field, or a property through its backing field if it has no setter of its own.</summary>
    public static void Write(this MemberInfo member, object instance, object value)
    {
        if (member is PropertyInfo property)
        {
            var backingField = FindBackingField(property);
            if (backingField == null)
            {
                Assert.True(property.SetMethod != null, $"Property '{member.Name}' is not settable");
                property.SetValue(property.SetMethod.IsStatic ? null : instance, value);
                return;
            }

            member = backingField;
        }

        if (member is FieldInfo field)
            field.SetValue(field.IsStatic ? null : instance, value);
    }

    /// <summary>The member that a lambda such as <c>() => Member</c> or <c>x => x.Member</c> names.</summary>
    public static MemberInfo GetMember(this LambdaExpression expression)
        => expression.Body switch
        {
            MethodCallExpression call => call.Method,
            UnaryExpression unary => ((MemberExpression)unary.Operand).Member,
            var body => ((MemberExpression)body).Member,
        };

    /// <summary>The object on which a lambda such as <c>() => Member</c> names its member.</summary>
    public static object GetTarget(this LambdaExpression expression)
        => ((expression.Body as MemberExpression)?.Expression as ConstantExpression)?.Value;

    /// <summary>
    /// The class's own and inherited members, then those its components add: a component's member is replaced by the class's
    /// implementation of it, hidden by a public member of the same name, and counted once when a derived component overrides it.
    /// </summary>
    /// <param name="type">The build class.</param>
    /// <param name="read">Reads the members of one type that are of interest.</param>
    /// <param name="unique">Insists on one implementation, for targets; parameters may be ambiguous.</param>
    public static List<MemberInfo> Collect(Type type, Func<Type, IEnumerable<MemberInfo>> read, bool unique)
    {
        var ofClass = new Dictionary<string, MemberInfo>(StringComparer.Ordinal);
        foreach (var member in read(type).Where(x => !x.Name.Contains('.')))
            ofClass.Add(member.Name, member);

        var ofComponents = type.GetInterfaces()
            .SelectMany(read)
            .Where(x => type.GetMember(x.Name).Length == 0)
            .ToLookup(x => x.ShortName());

        var result = ofClass.Values.ToList();
        foreach (var sameName in ofComponents)
        {
            var candidates = sameName.ToList();
            var classMember = ofClass.GetValueOrDefault(sameName.Key);
            if (unique && classMember == null && candidates.Count > 1 && MostDerived(candidates) is { } mostDerived)
                candidates = [mostDerived];
            else if (unique)
                CheckUnique(sameName.Key, candidates, classMember);

            result.AddRange(candidates.Select(x => ImplementationIn(type, x)));
        }

        return result.Distinct().ToList();
    }

    static MemberInfo ImplementationIn(Type type, MemberInfo member)
        => type.GetMember(member.Name).SingleOrDefault()
           ?? type.GetMember($"{member.DeclaringType.NotNull().FullName.NotNull().Replace('+', '.')}.{member.Name}", Instance)
               .SingleOrDefault()
           ?? member;

    // The last one, if they all override the same first one.
    static MemberInfo MostDerived(List<MemberInfo> members)
    {
        var fromBaseToDerived = members
            .OrderBy(x => members.Count(y => y.DeclaringType.NotNull().IsAssignableFrom(x.DeclaringType)))
            .ToList();
        var mostBase = fromBaseToDerived[0].DeclaringType.NotNull();
        return fromBaseToDerived.TrueForAll(x => mostBase.IsAssignableFrom(x.DeclaringType)) ? fromBaseToDerived[^1] : null;
    }

    static void CheckUnique(string name, List<MemberInfo> candidates, MemberInfo classMember)
    {
        if (classMember == null && candidates.Count == 1 || classMember != null && IsPublic(classMember))
            return;

        var rule = classMember == null
            ? "must be implemented explicitly because it is inherited from multiple interfaces:"
            : "must be marked public to override inherited member from:";
        throw new ArgumentException(string.Join(Environment.NewLine,
            [$"{candidates[0].MemberType} '{name}' {rule}", .. candidates.Select(x => $" - {x.DeclaringType.NotNull().Name}")]));
    }

    static bool IsPublic(MemberInfo member)
        => member switch
        {
            FieldInfo field => field.IsPublic,
            PropertyInfo property => (property.GetMethod ?? property.SetMethod).NotNull().IsPublic,
            _ => true,
        };

    static FieldInfo FindBackingField(PropertyInfo property)
    {
        for (var type = property.DeclaringType; type != null; type = type.BaseType)
        {
            if (type.GetField($"<{property.Name}>k__BackingField", Instance | BindingFlags.Static) is { } field)
                return field;
        }

        return null;
    }
}
