using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Utilities;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Checks what the scheduled targets and <see cref="RequiredAttribute"/> ask for; on a terminal, missing values are asked for.</summary>
static class Requirements
{
    public static void Check(NukeBuild build)
    {
        foreach (var target in build.ScheduledTargets)
        {
            foreach (var requirement in target.DelegateRequirements)
                Check(build, target, requirement);
        }

        foreach (var injected in InjectedMember.Of(build.GetType()))
        {
            if (injected.Member.IsDefined(typeof(RequiredAttribute), inherit: true) && IsMissing(injected.Member, build))
                Assert.Fail($"Member '{NameOf(injected.Member)}' is required to be not null or empty");
        }
    }

    static void Check(NukeBuild build, ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement is Expression<Func<bool>> condition)
        {
            Assert.True(condition.Compile(preferInterpretation: true)(), $"Target '{target.Name}' requires '{requirement.Body}'");
            return;
        }

        var member = requirement.GetMember();
        if (IsMissing(member, build, target))
            Assert.Fail($"Target '{target.Name}' requires member '{NameOf(member)}' to be not null or empty");
    }

    static bool IsMissing(MemberInfo member, NukeBuild build, ExecutableTarget target = null)
    {
        if (member.DeclaringType != build.GetType())
            member = build.GetType().GetMember(member.Name).SingleOrDefault() ?? member;

        var from = target != null ? $"from target '{target.Name}' " : string.Empty;
        Assert.True(
            member.IsDefined(typeof(ValueInjectionAttributeBase), inherit: true),
            $"Member '{member.Name}' is required {from}but not marked with an injection attribute.");

        // NUKE asks, and fails obscurely, even if nobody can answer.
        if (NukeBuild.Host is Terminal && !Console.IsInputRedirected)
            Ask(member, build);

        var value = member.Read(build);
        return value == null || member.ValueType() == typeof(string) && string.IsNullOrWhiteSpace((string)value);
    }

    static void Ask(MemberInfo member, NukeBuild build)
    {
        if (!member.IsDefined(typeof(ParameterAttribute), inherit: true) || member is PropertyInfo { CanWrite: false })
            return;

        while (member.Read(build) == null)
        {
            var question = ParameterService.GetParameterDescription(member) ?? ParameterService.GetParameterMemberName(member);
            var choices = ValueSet.Of(member, build);
            var answer = Prompt.Ask($"{question.TrimEnd('.')}:", choices, member.IsDefined(typeof(SecretAttribute), inherit: true));
            if (answer != null)
                member.Write(build, ReflectionUtility.Convert((object)answer, member.ValueType()));
        }
    }

    static string NameOf(MemberInfo member)
        => member.IsDefined(typeof(ParameterAttribute), inherit: true) ? ParameterService.GetParameterMemberName(member) : member.Name;
}
