using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.CI;

/// <summary>Gives a member of a build server's type that server if the build runs on it, for example <c>[CI] readonly GitHubActions GitHub;</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property)]
public class CIAttribute : ValueInjectionAttributeBase
{
    public override object GetValue(MemberInfo member, object instance)
    {
        var type = member.ValueType();
        var property = type.GetProperty(nameof(Host.Instance), BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        Assert.True(property != null, $"Type '{type}' is not compatible for injection via '{nameof(CIAttribute)}'");
        return property.GetValue(obj: null);
    }
}
