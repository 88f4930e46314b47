using System.Xml.Linq;

namespace Repository.Tests.Packages;

public class VersionTests
{
    [Theory]
    [InlineData("CliWrap")]
    [InlineData("Nuke.Common")]
    [InlineData("Nuke.Components")]
    public void A_stand_in_has_the_version_of_its_package(string name)
        => Assert.Equal(
            XDocument.Load(Tree.At("Directory.Packages.props")).Descendants("PackageVersion").Single(package => package.Attribute("Include")!.Value == name).Attribute("Version")!.Value,
            XDocument.Load(Tree.At($"stand-ins/{name}/{name}.csproj")).Descendants("PackageVersion").Single().Value);

    [Fact]
    public void The_images_and_the_packages_have_one_version()
        => Assert.Contains(
            $"IHasBake.Version => \"{XDocument.Load(Tree.At("Directory.Build.props")).Descendants("Version").Single().Value}\"", Tree.Read("build/Build.cs"));

    [Fact]
    public void The_example_of_a_build_that_adopts_them_has_at_most_twenty_lines()
        => Assert.True(Tree.Read("docs/examples/adopter/build/Build.cs").Split('\n').Length <= 21);
}
