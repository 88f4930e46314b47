using BuildChain;
using BuildChain.Components;

namespace Repository.Tests.Packages;

/// <summary>What the packages promise, in files beside this one: <c>ESB_ACCEPT=1</c> writes them, and the difference is for review.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData(typeof(BuildChainException))]
    [InlineData(typeof(IHasBake))]
    public void The_public_API_is_the_one_that_was_agreed_on(Type type)
    {
        var file = Tree.At($"tests/Repository.Tests/Packages/PublicApiTests.{type.Assembly.GetName().Name}.txt");
        var actual = PublicApi.Of(type.Assembly);
        if (Environment.GetEnvironmentVariable("ESB_ACCEPT") == "1")
            File.WriteAllText(file, actual);

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", actual);
    }
}
