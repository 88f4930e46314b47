using System.Reflection;
using System.Runtime.CompilerServices;

namespace Repository.Tests.Packages;

/// <summary>An assembly's public API as text: a line for each type, and one for each of its members, in the order of their names.</summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static string Of(Assembly assembly)
        => string.Concat(assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Of));

    static string Of(Type type)
    {
        var bases = new[] { type.BaseType }.OfType<Type>().Where(t => t != typeof(object) && t != typeof(ValueType) && t != typeof(Enum))
            .Concat(type.GetInterfaces().Where(t => t.IsPublic && t.Namespace?.StartsWith("Nuke", StringComparison.Ordinal) != true && !t.Name.StartsWith("IEquatable", StringComparison.Ordinal)).OrderBy(t => t.FullName, StringComparer.Ordinal))
            .Select(Name).ToList();
        IEnumerable<string> members = type.IsEnum ? Enum.GetNames(type) : type.GetMembers(Declared).Where(IsPublic).Select(Signature).Order(StringComparer.Ordinal);
        return $"{Kind(type)} {Name(type)}{(bases.Count > 0 ? $" : {string.Join(", ", bases)}" : "")}\n{string.Concat(members.Select(member => $"    {member}\n"))}";
    }

    static bool IsPublic(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
    {
        Type => false, // Exported by itself.
        FieldInfo field => IsVisible(field.Attributes),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo e => IsVisible(e.AddMethod!),
        MethodBase method => IsVisible(method) && (!method.IsSpecialName || method is ConstructorInfo || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        _ => false,
    };

    static bool IsVisible(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Signature(MemberInfo member) => member switch
    {
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{{Accessors(property)} }}",
        EventInfo e => $"event {Name(e.EventHandlerType!)} {e.Name}",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Name(method.ReturnType)} {method.Name}{Generics(method.GetGenericArguments())}({Parameters(method)})",
        _ => member.Name,
    };

    static string Accessors(PropertyInfo property)
        => (property.GetMethod is { } get && IsVisible(get) ? " get;" : "") + (property.SetMethod is { } set && IsVisible(set) ? IsInit(set) ? " init;" : " set;" : "");

    static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    static string Parameters(MethodBase method)
        => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = …" : "")}"));

    static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        // NUKE's assemblies differ from the stand-ins', its names do not.
        var name = type.Namespace?.StartsWith("BuildChain", StringComparison.Ordinal) == true ? type.FullName ?? $"{type.Namespace}.{type.Name}" : type.Name;
        var generic = name.IndexOf('`', StringComparison.Ordinal);
        return (generic < 0 ? name : name[..generic]).Replace('+', '.') + Generics(type.GetGenericArguments());
    }
}
