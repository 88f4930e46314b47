using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>Where parameters get their values and names from.</summary>
static partial class ParameterService
{
    /// <summary>Values of <c>.nuke/parameters.json</c>, once the build exists.</summary>
    internal static ParametersFiles Files { get; set; }

    public static T GetParameter<T>(string name, char? separator = null)
        => (T)GetParameter(name, typeof(T), separator);

    public static T GetParameter<T>(Expression<Func<T>> expression)
        => GetParameter<T>(expression.GetMember());

    public static T GetParameter<T>(Expression<Func<object>> expression)
        => GetParameter<T>(expression.GetMember());

    public static T GetParameter<T>(MemberInfo member, Type destinationType = null)
    {
        var parameter = InjectedMember.Parameter(member);
        var separator = (parameter.Attribute.Separator ?? string.Empty).SingleOrDefault();
        return (T)GetParameter(parameter.Name, destinationType ?? typeof(T), separator);
    }

    /// <summary>The first of: command line, positional arguments (targets), environment, parameters files.</summary>
    public static object GetParameter(string name, Type type, char? separator)
        => (EnvironmentInfo.Arguments.HasArgument(name) ? EnvironmentInfo.Arguments.GetNamedArgument(name, type, separator) : null)
           ?? (name == BuiltIn.Target ? EnvironmentInfo.Arguments.GetAllPositionalArguments(type, separator) : null)
           ?? EnvironmentValues.Get(name, type, separator)
           ?? Files?.Get(name, type);

    public static string GetParameterMemberName(MemberInfo member) => InjectedMember.Parameter(member).Name;

    public static string GetParameterDashedName(MemberInfo member) => DashedName.Of(GetParameterMemberName(member));

    /// <summary>The description without its full stop, or null.</summary>
    public static string GetParameterDescription(MemberInfo member)
        => InjectedMember.Parameter(member).Attribute.Description?.TrimEnd('.');

    internal static Type TypeOf(MemberInfo member) => member.ValueType();

    internal static Type ToNullable(Type type)
        => type.IsClass || Nullable.GetUnderlyingType(type) != null ? type : typeof(Nullable<>).MakeGenericType(type);
}

/// <summary>Names of NUKE's own parameters that differ from their members' names.</summary>
static class BuiltIn
{
    public const string Root = "Root";
    public const string Target = "Target";
    public const string Skip = "Skip";
    public const string Profile = "Profile";
    public const string TargetSeparator = "+";
}
