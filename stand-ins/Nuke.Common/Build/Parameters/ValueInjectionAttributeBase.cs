using System.Reflection;
using Nuke.Common.Execution;
using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>Gives a field or property of the build its value.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValueInjectionAttributeBase : Attribute
{
    public INukeBuild Build { get; internal set; }

    /// <summary>Members of a higher priority get their values first.</summary>
    public virtual int Priority => 0;

    public virtual bool SuppressWarnings => false;

    /// <summary>The value for the member, or null to leave it as it is.</summary>
    public abstract object GetValue(MemberInfo member, object instance);

    /// <summary>As <see cref="GetValue"/>, but a failure is a warning and null.</summary>
    public object TryGetValue(MemberInfo member, object instance)
    {
        try
        {
            return GetValue(member, instance);
        }
        catch (Exception exception)
        {
            if (!SuppressWarnings && !member.IsDefined(typeof(OptionalAttribute)))
                Log.Warning(Errors.Unwrap(exception), "Could not inject value for {Member}", member.DisplayName());

            return null;
        }
    }

    protected T GetMemberValue<T>(string memberName, object instance)
    {
        var type = instance.GetType();
        var member = Members.Collect(
                type,
                x => x.GetMembers(Members.All).Where(y => y.Name == memberName && y is FieldInfo or PropertyInfo),
                unique: false)
            .FirstOrDefault()
            .NotNull($"No member '{memberName}' found in '{type.Name}'");
        Assert.True(
            typeof(T).IsAssignableFrom(member.ValueType()), $"Member '{type.Name}.{member.Name}' must be of type '{typeof(T).Name}'");
        return (T)member.Read(instance);
    }

    protected T GetMemberValueOrNull<T>(string memberName, object instance)
        => memberName != null ? GetMemberValue<T>(memberName, instance) : default;
}
