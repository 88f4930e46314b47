namespace BuildChain.DockerTests.EndToEnd;

/// <summary>A test of many minutes, which is asked for with <c>ESB_TEST_LONG=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class LongFactAttribute : FactAttribute
{
    const string Variable = "ESB_TEST_LONG";

    public LongFactAttribute() => Skip = Reason;

    internal static string? Reason => Environment.GetEnvironmentVariable(Variable) == "1" ? null : $"it takes long: {Variable}=1 runs it";
}

/// <inheritdoc cref="LongFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = LongFactAttribute.Reason;
}
