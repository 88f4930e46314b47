using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class ParameterAndConditionTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    static string WithParameter(string declaration, string timeout = "!Ref Value")
        => TemplateFixture.Function($"Timeout: {timeout}", $"Parameters:\n  Value: {declaration}");

    [Fact]
    public void An_override_wins_over_the_default()
    {
        var template = WithParameter("{ Type: Number, Default: 5 }");
        Assert.Equal(5, fixture.Read(template).Functions[0].TimeoutSeconds);
        Assert.Equal(7, fixture.Read(template, TemplateFixture.Overriding(("Value", "7"))).Functions[0].TimeoutSeconds);
    }

    [Theory]
    [InlineData("{ Type: Number, Default: x }", null, "The parameter Value has the default 'x'. → A number.")]
    [InlineData("{ Type: Number, Default: 5 }", "seven", "The parameter Value is overridden with 'seven'. → A number.")]
    [InlineData("{ Type: Number, MaxValue: 5 }", "7", "The parameter Value is overridden with '7'. → At most 5 (MaxValue).")]
    [InlineData("{ Type: Number, MinValue: 5 }", "4", "The parameter Value is overridden with '4'. → At least 5 (MinValue).")]
    [InlineData("{ Type: String, MinLength: 2 }", "4", "The parameter Value is overridden with '4'. → At least 2 characters (MinLength).")]
    [InlineData("{ Type: String, MaxLength: 2 }", "444", "The parameter Value is overridden with '444'. → At most 2 characters (MaxLength).")]
    [InlineData("{ Type: String, AllowedValues: [5, 6] }", "7", "The parameter Value is overridden with '7'. → AllowedValues: '5', '6'.")]
    [InlineData("{ Type: String, AllowedPattern: '[a-c]+' }", "abd", "The parameter Value is overridden with 'abd'. → AllowedPattern '[a-c]+'.")]
    [InlineData("{ Type: List<Number>, Default: '1,x' }", null, "The parameter Value has the default '1,x'. → A number.")]
    [InlineData("{ Type: Strng }", "1", "The parameter Value has the type 'Strng'. → There is: String, Number, CommaDelimitedList, List<Number>, List<String>, "
        + "AWS::SSM::Parameter::Name, AWS::SSM::Parameter::Value<String>, AWS::EC2::VPC::Id, List<AWS::EC2::Subnet::Id>. Did you mean 'String'?")]
    [InlineData("{ Type: String, Default: [1] }", null, "The default of the parameter Value is a list. → A text; the items of a list with commas between.")]
    [InlineData("text", null, "The parameter Value is a text. → A map with a Type, such as Type: String.")]
    public void A_value_that_the_parameter_does_not_take_is_an_error(string declaration, string? value, string expected)
    {
        var errors = fixture.Errors(WithParameter(declaration), value is null ? null : TemplateFixture.Overriding(("Value", value)));
        Assert.Equal(expected, Assert.Single(errors).Split(' ', 2)[1]);
    }

    [Fact]
    public void A_secret_is_not_shown()
    {
        var errors = fixture.Errors(
            WithParameter("{ Type: String, NoEcho: true, AllowedPattern: '[a-z]+' }"), TemplateFixture.Overriding(("Value", "Hunter2")));
        Assert.Equal("11:3 The parameter Value is overridden with a secret value. → AllowedPattern '[a-z]+'.", Assert.Single(errors));
    }

    [Fact]
    public void An_override_of_a_parameter_that_the_template_does_not_have_is_an_error_with_the_nearest_name()
        => Assert.Equal(
            "11:3 The template has no parameter 'Valu' to override. → There is: Value. Did you mean 'Value'?",
            Assert.Single(fixture.Errors(WithParameter("{ Type: Number, Default: 5 }"), TemplateFixture.Overriding(("Valu", "1")))));

    [Fact]
    public void A_parameter_without_a_value_is_an_error_only_where_the_build_needs_it()
    {
        Assert.Equal(
            "9:16 Timeout is needed before deployment, but 'parameter Value' has no value until then. → A whole number from 1 to 900 (seconds). "
            + "A parameter without a default gets its value from --parameter-overrides.",
            Assert.Single(fixture.Errors(WithParameter("{ Type: Number }"))));
        Assert.Equal(3, fixture.Read(WithParameter("{ Type: Number }", "3")).Functions[0].TimeoutSeconds);
    }

    [Fact]
    public void An_expression_that_takes_forever_is_given_up()
    {
        var app = fixture.Read(
            WithParameter("{ Type: String, Default: 5, AllowedPattern: '(5+)+(?=y)|5' }"), TemplateFixture.Overriding(("Value", "5")));
        Assert.Equal(5, app.Functions[0].TimeoutSeconds);

        var notice = fixture.Read(
            WithParameter("{ Type: String, AllowedPattern: '(a+)+b\\1' }", "3"), TemplateFixture.Overriding(("Value", new string('a', 60)))).Notices;
        Assert.Equal(@"AllowedPattern '(a+)+b\1' cannot be checked here.", Assert.Single(notice).Text);
    }

    [Fact]
    public void Overrides_are_written_as_SAM_writes_them()
    {
        var overrides = TemplateOptions.ParseOverrides(["Stage=dev", "ParameterKey=Url,ParameterValue=http://x/?a=b", "Empty=", "Stage=prod"]);
        Assert.Equal(["Stage=prod", "Url=http://x/?a=b", "Empty="], overrides.Select(item => $"{item.Key}={item.Value}"));
        Assert.Contains("'Stage' is not a parameter override", Assert.Throws<BuildChainException>(() => TemplateOptions.ParseOverrides(["Stage"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", new[] { "always", "dev-only" })]
    [InlineData("prod", new[] { "always" })]
    public void A_resource_whose_condition_is_false_is_left_out(string stage, string[] names)
    {
        const string Template = """
            Parameters: { Stage: { Type: String } }
            Conditions: { IsDev: !Equals [!Ref Stage, dev] }
            Resources:
              Always: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Handler: index.f, Runtime: python3.11 } }
              DevOnly: { Type: AWS::Serverless::Function, Condition: IsDev, Properties: { FunctionName: dev-only, InlineCode: x, Handler: index.f, Runtime: python3.11 } }
            """;
        Assert.Equal(names, fixture.Read(Template, TemplateFixture.Overriding(("Stage", stage))).Functions.Select(function => function.Name));
        Assert.Equal(
            "5:58 The condition of DevOnly is needed before deployment, but 'parameter Stage' has no value until then. → "
            + "A parameter without a default gets its value from --parameter-overrides.",
            Assert.Single(fixture.Errors(Template)));
    }

    [Fact]
    public void A_reference_to_what_a_condition_leaves_out_is_an_error_unless_the_same_condition_guards_it()
    {
        const string Conditional = """
            Conditions: { Never: !Equals [a, b] }
            Resources:
              Items: { Type: AWS::Serverless::SimpleTable, Condition: Never }
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  InlineCode: x
                  Handler: index.f
                  Runtime: python3.11
                  Environment: { Variables: { TABLE: VALUE } }

            """;
        Assert.Equal(
            "10:42 The resource Items is left out by its condition, but a value refers to it. → !If with the same condition around the reference.",
            Assert.Single(fixture.Errors(Conditional.Replace("VALUE", "!Ref Items", StringComparison.Ordinal))));
        Assert.Empty(fixture.Read(Conditional.Replace("VALUE", "!If [Never, !Ref Items, !Ref AWS::NoValue]", StringComparison.Ordinal)).Functions[0].Environment);
    }

    [Theory]
    [InlineData("yes", "2:6 A condition is 'yes'. → !Equals, !And, !Or, !Not or !Condition.")]
    [InlineData("!Ref X", "2:6 A condition is !Ref. → !Equals, !And, !Or, !Not or !Condition.")]
    [InlineData("!Equals [a]", "2:6 !Equals has 1 item. → The form is !Equals [value, value].")]
    [InlineData("!And [!Equals [a, a]]", "2:6 !And has 1 item. → The form is !And [condition, condition, …] with 2 to 10 of them.")]
    [InlineData("!Not [!Condition B]", "2:12 There is no condition 'B'. → There is: A. Did you mean 'A'?")]
    [InlineData("!Not a", "2:6 !Not has a text. → The form is !Not [condition].")]
    [InlineData("!Equals [!Ref Echo, a]", "2:15 A condition refers to the resource Echo. → Conditions may refer to parameters, mappings and other conditions.")]
    public void A_wrong_condition_is_an_error(string condition, string expected)
        => Assert.Equal(expected, Assert.Single(fixture.Errors($$"""
            Conditions:
              A: {{condition}}
            Resources:
              Echo: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Handler: index.f, Runtime: python3.11 } }
            """)));

    [Fact]
    public void Conditions_in_a_circle_are_shown_with_every_arrow()
        => Assert.Equal(
            "4:25 A circle of conditions: A -> B -> C -> A (B is named at ./template.yaml:2:23, C is named at ./template.yaml:3:27, A is named at ./template.yaml:4:25). → "
            + "CloudFormation refuses circles: take one of these references out.",
            Assert.Single(fixture.Errors("""
            Conditions:
              A: !Not [Condition: B]
              B: !Or [!Equals [a, b], !Condition C]
              C: !Not [{ Condition: A }]
            Resources:
              Echo: { Type: AWS::Serverless::Function, Condition: A, Properties: { InlineCode: x, Handler: index.f, Runtime: python3.11 } }
            """)));

    [Fact]
    public void Resources_in_a_circle_are_shown_as_CloudFormation_would_refuse_them()
        => Assert.Equal(
            "9:94 A circle of references: A -> B -> A (B is named at ./template.yaml:5:94, A is named at ./template.yaml:9:94). → "
            + "CloudFormation refuses circles: take one of these references out.",
            Assert.Single(fixture.Errors("""
            Resources:
              A:
                Type: AWS::Serverless::Function
                Properties:
                  { InlineCode: x, Handler: index.f, Runtime: python3.11, Environment: { Variables: { X: !Ref B } } }
              B:
                Type: AWS::Serverless::Function
                Properties:
                  { InlineCode: x, Handler: index.f, Runtime: python3.11, Environment: { Variables: { X: !GetAtt A.Arn } } }
            """)));

    [Theory]
    [InlineData("!Ref Echo")]
    [InlineData("!GetAtt Echo.Arn")]
    [InlineData("!Sub 'x${Echo}'")]
    public void A_function_that_refers_to_itself_is_a_circle(string value)
        => Assert.StartsWith(
            "9:37 A circle of references: Echo -> Echo (Echo is named at ./template.yaml:9:37).",
            Assert.Single(fixture.Errors(TemplateFixture.Function($"Environment: {{ Variables: {{ A: {value} }} }}").Replace("{ A:", "{A:", StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Fact]
    public void Names_made_of_each_other_are_a_circle()
        => Assert.StartsWith(
            "3:57 A circle of names: A -> B -> A (B is named at ./template.yaml:2:57, A is named at ./template.yaml:3:57).",
            Assert.Single(fixture.Errors("""
            Resources:
              A: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "${B}-a" } }
              B: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "${A}-b" } }
            """)), StringComparison.Ordinal);

    [Fact]
    public void An_event_that_names_an_API_and_an_API_that_names_the_function_are_no_circle()
        => Assert.Single(fixture.Read("""
            Resources:
              Http: { Type: AWS::Serverless::HttpApi, Properties: { StageName: !Ref Echo } }
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  InlineCode: x
                  Handler: index.f
                  Runtime: python3.11
                  Events: { Any: { Type: HttpApi, Properties: { ApiId: !Ref Http } } }
            """).Routes);

    [Fact]
    public void A_long_chain_of_conditions_ends_in_an_error_instead_of_the_stack()
    {
        var chain = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"  C{i}: !Not [!Condition C{i + 1}]"));
        Assert.Contains("nested too deep", Assert.Throws<TemplateException>(() => fixture.Read(
            $"Conditions:\n{chain}\nResources:\n  A: {{ Type: AWS::S3::Bucket }}")).Message, StringComparison.Ordinal);
    }
}
