using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>
/// A member that gets its value from the command line (<c>--camel-hump value</c>), else from the environment
/// (<c>CAMEL_HUMP</c>, <c>NUKE_CAMEL_HUMP</c>), else from <c>.nuke/parameters.json</c>.
/// </summary>
public class ParameterAttribute : ValueInjectionAttributeBase
{
    public ParameterAttribute(string description = null) => Description = description;

    public virtual string Description { get; }

    /// <summary>The parameter's name if it isn't the member's.</summary>
    public string Name { get; set; }

    /// <summary>One character that separates the values of a list within one argument.</summary>
    public string Separator { get; set; }

    /// <summary>Whether <c>--help</c> shows it.</summary>
    public virtual bool List { get; set; } = true;

    /// <summary>The type that has <see cref="ValueProviderMember"/>, if it isn't the build.</summary>
    public Type ValueProviderType { get; set; }

    /// <summary>A member of type <c>IEnumerable&lt;string&gt;</c> that lists the accepted values.</summary>
    public string ValueProviderMember { get; set; }

    public override object GetValue(MemberInfo member, object instance)
        => ParameterService.GetParameter<object>(member, ParameterService.ToNullable(ParameterService.TypeOf(member)));

    public virtual IEnumerable<(string, object)> GetValueSet(MemberInfo member, object instance) => null;
}

/// <summary>The build doesn't start without a value for this member.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class RequiredAttribute : Attribute;

/// <summary>No warning when the value of this member can't be determined.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class OptionalAttribute : Attribute;

/// <summary>The value is never printed.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public class SecretAttribute : Attribute;

/// <summary>Members that aren't parameters get their values only if a scheduled target requires them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class OnDemandValueInjectionAttribute : Attribute;

/// <summary>The member gets its value only if a scheduled target requires it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class OnDemandAttribute : Attribute;

/// <summary>Prepends a prefix to the names of all parameters of a component.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false, Inherited = false)]
public class ParameterPrefixAttribute : Attribute
{
    public ParameterPrefixAttribute(string prefix)
        => Prefix = prefix.EndsWith("Prefix", StringComparison.Ordinal) ? prefix[..^"Prefix".Length] : prefix;

    public string Prefix { get; }
}
