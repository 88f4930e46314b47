namespace BuildChain.Tests;

public class DependencyTests
{
    [Fact]
    public void The_library_knows_neither_NUKE_nor_its_logger_nor_a_test()
        => Assert.DoesNotContain(
            typeof(BuildChainException).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.StartsWith("Nuke", StringComparison.Ordinal)
                || assembly.Name.StartsWith("Serilog", StringComparison.Ordinal)
                || assembly.Name.StartsWith("xunit", StringComparison.Ordinal));

    [Fact]
    public void The_library_prints_nothing()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "esb.slnx")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException($"No esb.slnx above {AppContext.BaseDirectory}");

        var printing = Directory.EnumerateFiles(Path.Combine(root, "src", "BuildChain"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Console.", StringComparison.Ordinal));

        Assert.Empty(printing);
    }
}
