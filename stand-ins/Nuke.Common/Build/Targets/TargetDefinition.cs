using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Collects what a target says about itself.</summary>
sealed partial class TargetDefinition : ITargetDefinition
{
    readonly PropertyInfo _property;
    readonly INukeBuild _build;
    readonly Stack<PropertyInfo> _baseProperties;

    /// <param name="property">The target's property.</param>
    /// <param name="build">The build that has it.</param>
    /// <param name="baseProperties">The properties of the same name in the class hierarchy, the one to inherit from next on top.</param>
    public TargetDefinition(PropertyInfo property, INukeBuild build, Stack<PropertyInfo> baseProperties)
    {
        _property = property;
        _build = build;
        _baseProperties = baseProperties;
    }

    public string Description { get; private set; }
    public List<(string Text, Func<bool> Delegate)> DynamicConditions { get; } = [];
    public List<(string Text, Func<bool> Delegate)> StaticConditions { get; } = [];
    public List<LambdaExpression> DelegateRequirements { get; } = [];
    public List<Action> Actions { get; } = [];
    public DependencyBehavior DependencyBehavior { get; private set; }
    public bool IsProceedAfterFailure { get; private set; }
    public bool IsAssuredAfterFailure { get; private set; }
    public bool IsUnlisted { get; private set; }
    public int? PartitionSize { get; private set; }
    public List<string> ArtifactProducts { get; } = [];

    ITargetDefinition ITargetDefinition.Description(string description)
    {
        Description = description;
        return this;
    }

    public ITargetDefinition Executes(params Action[] actions)
    {
        Actions.AddRange(actions);
        return this;
    }

    public ITargetDefinition Executes<T>(Func<T> action)
        => Executes(new Action(() => action()));

    public ITargetDefinition Executes(Func<Task> action)
        => Executes(new Action(() => action().GetAwaiter().GetResult()));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression = null)
    {
        DynamicConditions.Add((OnOneLine(conditionExpression.NotNull()), condition));
        return this;
    }

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string conditionExpression = null)
    {
        StaticConditions.Add((OnOneLine(conditionExpression.NotNull()), condition));
        return this;
    }

    public ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class
        => AddRequirements(parameterRequirement, parameterRequirements);

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct
        => AddRequirements(parameterRequirement, parameterRequirements);

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements)
        => AddRequirements(requirement, requirements);

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior)
    {
        DependencyBehavior = dependencyBehavior;
        return this;
    }

    public ITargetDefinition AssuredAfterFailure()
    {
        IsAssuredAfterFailure = true;
        return this;
    }

    public ITargetDefinition ProceedAfterFailure()
    {
        IsProceedAfterFailure = true;
        return this;
    }

    public ITargetDefinition Unlisted()
    {
        IsUnlisted = true;
        return this;
    }

    public ITargetDefinition Partition(int size)
    {
        Assert.True(size > 1);
        PartitionSize = size;
        return this;
    }

    ITargetDefinition ITargetDefinition.Requires<T>() => this;

    TargetDefinition AddRequirements(LambdaExpression first, LambdaExpression[] more)
    {
        DelegateRequirements.Add(first);
        DelegateRequirements.AddRange(more);
        return this;
    }

    static string OnOneLine(string source)
    {
        source = source.Replace("\r", string.Empty).Replace("\n", string.Empty);
        while (source.Contains("  ", StringComparison.Ordinal))
            source = source.Replace("  ", " ");
        return source;
    }
}
