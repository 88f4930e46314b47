using BuildChain.Branding;

namespace BuildChain.Tests.Branding;

public sealed class BrandTreeTests : IDisposable
{
    static readonly BrandSpec Esb = BrandSpec.Create("esb");
    readonly TemporaryDirectory tree = new();

    public BrandTreeTests()
    {
        tree.Write(BrandSpec.FileName, Esb.ToJson());
        tree.Write($"{BrandTemplate.Folder}/a.yml", "image: {{SLUG}}-gateway:${{{ENV_PREFIX}}_TAG}\nkeep: 1\n# {{CLI_NAME}}\n");
        tree.Write($"{BrandTemplate.Folder}/deep/.b", ".{{SLUG}}/\n");
        BrandTree.Render(tree.Path, Esb);
    }

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_template_is_rendered_to_its_own_path_with_the_brands_names()
    {
        Assert.Equal("image: esb-gateway:${ESB_TAG}\nkeep: 1\n# esb\n", File.ReadAllText(tree.At("a.yml")));
        Assert.Equal(".esb/\n", File.ReadAllText(tree.At("deep/.b")));
    }

    [Fact]
    public void Another_brand_changes_every_generated_file_and_says_so_in_the_tree()
    {
        var written = BrandTree.Render(tree.Path, BrandSpec.Create("acme", "Acme Box", "AB"));

        Assert.Equal(["a.yml", "deep/.b", BrandSpec.FileName], written);
        Assert.Equal("image: acme-gateway:${AB_TAG}\nkeep: 1\n# Acme Box\n", File.ReadAllText(tree.At("a.yml")));
        Assert.Equal(new BrandSpec("acme", "Acme Box", "AB"), BrandSpec.Read(tree.Path));
        Assert.Empty(BrandTree.Drift(tree.Path));
    }

    [Fact]
    public void Rendering_twice_writes_nothing_the_second_time() => Assert.Empty(BrandTree.Render(tree.Path, Esb));

    [Fact]
    public void An_edit_by_hand_is_found_with_the_templates_line_and_the_difference()
    {
        tree.Write("a.yml", "image: esb-gateway:${ESB_TAG}\nkeep: 2\n# esb\n");

        var error = Assert.Throws<BuildChainException>(() => BrandTree.EnsureSound(BrandTree.Drift(tree.Path)));

        Assert.Equal(
            """
            Generated files differ from their templates:
            a.yml is not what tools/branding/templates/a.yml gives:
              - tools/branding/templates/a.yml:2: keep: 1
              + a.yml:2: keep: 2

            """.ReplaceLineEndings("\n"), error.Message);
        Assert.Contains("tools/branding/templates/a.yml:2", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_generated_file_is_found()
    {
        File.Delete(tree.At("a.yml"));
        Assert.Null(Assert.Single(BrandTree.Drift(tree.Path)).Actual);
    }

    [Fact]
    public void Edits_of_a_generated_file_can_be_taken_over_into_its_template()
    {
        tree.Write("a.yml", "image: esb-gateway:${ESB_TAG}\nnew: esb-agent ${ESB_ENV} .esb com.esb.kind esb_total website\n# esb\n");

        Assert.Equal([$"{BrandTemplate.Folder}/a.yml"], BrandTree.Adopt(tree.Path));

        Assert.Equal(
            "image: {{SLUG}}-gateway:${{{ENV_PREFIX}}_TAG}\n"
            + "new: {{SLUG}}-agent ${{{ENV_PREFIX}}_ENV} .{{SLUG}} com.{{SLUG}}.kind esb_total website\n# {{CLI_NAME}}\n",
            File.ReadAllText(tree.At($"{BrandTemplate.Folder}/a.yml")));
        Assert.Empty(BrandTree.Drift(tree.Path));
    }

    [Fact]
    public void A_placeholder_that_does_not_exist_is_told_with_its_line_and_nothing_is_written()
    {
        tree.Write($"{BrandTemplate.Folder}/deep/.b", "x\n{{SLUGG}}\n");

        var error = Assert.Throws<BuildChainException>(() => BrandTree.Render(tree.Path, BrandSpec.Create("acme")));

        Assert.StartsWith("tools/branding/templates/deep/.b:2: there is no placeholder {{SLUGG}}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'SLUG'?", error.Message, StringComparison.Ordinal);
        Assert.Equal(Esb, BrandSpec.Read(tree.Path));
        Assert.Contains("esb-gateway", File.ReadAllText(tree.At("a.yml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme \"Box\"")]
    [InlineData(@"Acme\Box")]
    [InlineData("Acme\nBox")]
    [InlineData("Acme\u2028Box")]
    public void A_name_that_would_not_compile_is_refused(string name)
        => Assert.StartsWith("--cli-name: ", Assert.Throws<BuildChainException>(() => BrandSpec.Create("acme", name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "slug": "No", "cliName": "no", "envPrefix": "NO" }""", "slug: 'No'")]
    [InlineData("""{ "slug": "no", "cliName": "n\\o", "envPrefix": "NO" }""", "cliName: 'n\\o'")]
    [InlineData("""{ "slug": "no", "cliName": "no", "envPrefix": "no" }""", "envPrefix: 'no'")]
    public void What_is_wrong_in_the_trees_own_brand_is_told_with_its_file(string json, string expected)
    {
        tree.Write(BrandSpec.FileName, json);

        Assert.StartsWith($"{tree.At(BrandSpec.FileName)}: {expected}", Assert.Throws<BuildChainException>(() => BrandSpec.Read(tree.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("a")]
    [InlineData("1acme")]
    [InlineData("acme-box")]
    [InlineData("averyverylongbrandname")]
    public void A_slug_that_image_names_or_variables_cannot_have_is_refused(string slug)
        => Assert.Contains($"'{slug}'", Assert.Throws<BuildChainException>(() => BrandSpec.Create(slug)).Message, StringComparison.Ordinal);
}
