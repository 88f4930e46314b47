namespace Repository.Tests.Docs;

public class TroubleshootingTests
{
    [Fact]
    public void Every_message_of_the_build_in_the_page_is_one_that_it_has()
    {
        var page = Tree.Read("docs/troubleshooting.md");
        var messages = Markdown.Words(page[..page.IndexOf("## Of other programs", StringComparison.Ordinal)]);
        var sources = string.Concat(Tree.Files("*.cs", "src", "build", "stand-ins").Append("build.sh").Select(Tree.Read));

        Assert.NotEmpty(messages);
        // What stands for … is an expression in the source.
        Assert.All(messages.SelectMany(message => message.Split('…')), part => Assert.Contains(part.TrimEnd('\''), sources));
    }
}
