using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class IntrinsicTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    const string Template = """
        Parameters:
          Stage: { Type: String, Default: dev }
          Empty: { Type: String, Default: "" }
          Size: { Type: Number, Default: 5 }
          Zones: { Type: CommaDelimitedList, Default: "a, b,c" }
          Unset: { Type: String }
          Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: /path }
        Mappings:
          Sizes:
            dev: { memory: 128, hosts: [x, y] }
            prod: { memory: 512, hosts: [z] }
        Conditions:
          IsDev: !Equals [!Ref Stage, dev]
          IsProd: { "Fn::Equals": [{ Ref: Stage }, prod] }
          Neither: !Not [!Or [Condition: IsDev, !Condition IsProd]]
          Both: !And [!Condition IsDev, !Not [!Condition IsProd]]
          SameList: !Equals [!Ref Zones, !Split [",", "a,b,c"]]
          Unknown: !Equals [!Ref Unset, x]
          FalseAnyway: !And [!Condition Unknown, !Condition IsProd]
          TrueAnyway: !Or [!Condition Unknown, !Condition IsDev]
        Resources:
          Other: { Type: AWS::Serverless::Function, Properties: { FunctionName: !Sub "${Stage}-other", InlineCode: "x", Handler: index.f, Runtime: python3.12 } }
          Items: { Type: AWS::Serverless::SimpleTable }
          Files: { Type: AWS::S3::Bucket }
          Queue: { Type: AWS::SQS::Queue }
          Echo:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: functions/echo
              Handler: app.handler
              Runtime: python3.11
              Environment:
                Variables:
                  VALUE: 
        """;

    static readonly int LineOfValue = Template.TrimEnd().Count(c => c == '\n') + 1;

    [Theory]
    [InlineData("!Ref Stage", "dev")]
    [InlineData("{ Ref: Stage }", "dev")]
    [InlineData("!Ref Size", "5")]
    [InlineData("!Ref Empty", "")]
    [InlineData("!Ref Other", "dev-other")]
    [InlineData("!Ref Items", "Items")]
    [InlineData("!Ref Files", "files")]
    [InlineData("!Ref AWS::Region", "eu-west-1")]
    [InlineData("!Ref AWS::AccountId", "123456789012")]
    [InlineData("!Ref AWS::StackName", "local")]
    [InlineData("!Ref AWS::Partition", "aws")]
    [InlineData("!Ref AWS::URLSuffix", "amazonaws.com")]
    [InlineData("!Ref AWS::StackId", "arn:aws:cloudformation:eu-west-1:123456789012:stack/local/00000000-0000-0000-0000-000000000000")]
    [InlineData("!Sub text", "text")]
    [InlineData("!Sub \"${Stage}\"", "dev")]
    [InlineData("!Sub \"a-${ Stage }-${AWS::Region}-b\"", "a-dev-eu-west-1-b")]
    [InlineData("{ \"Fn::Sub\": \"x${Size}y\" }", "x5y")]
    [InlineData("!Sub [\"${Stage}/${Own}\", { Own: !Ref Size, Stage: shadow }]", "shadow/5")]
    [InlineData("!Sub [\"${A}\", { A: !Sub [\"<${B}>\", { B: c }] }]", "<c>")]
    [InlineData("!Sub \"${!Literal} $ $$ ${\"", "${Literal} $ $$ ${")]
    [InlineData("!Sub \"${Other}/${Files}\"", "dev-other/files")]
    [InlineData("!Join [\"-\", [a, !Ref Stage, 1]]", "a-dev-1")]
    [InlineData("!Join [\"\", []]", "")]
    [InlineData("!Join [\",\", !Ref Zones]", "a,b,c")]
    [InlineData("!Join [\",\", [a, !Ref AWS::NoValue, !If [IsProd, b, !Ref AWS::NoValue], c]]", "a,c")]
    [InlineData("{ \"Fn::Join\": [\":\", { \"Fn::Split\": [\",\", \"1,2\"] }] }", "1:2")]
    [InlineData("!Select [1, [a, b]]", "b")]
    [InlineData("!Select [\"2\", !Ref Zones]", "c")]
    [InlineData("!Select [0, !Split [\"-\", !Ref Other]]", "dev")]
    [InlineData("!Select [!FindInMap [Sizes, dev, memory], [a]]", null)]
    [InlineData("!If [IsDev, yes it is, no]", "yes it is")]
    [InlineData("!If [IsProd, a, !If [IsDev, b, c]]", "b")]
    [InlineData("{ \"Fn::If\": [Neither, a, b] }", "b")]
    [InlineData("!If [Both, a, b]", "a")]
    [InlineData("!If [SameList, a, b]", "a")]
    [InlineData("!If [FalseAnyway, a, b]", "b")]
    [InlineData("!If [TrueAnyway, a, b]", "a")]
    [InlineData("!If [IsDev, a, !Ref Nowhere]", "a")]
    [InlineData("!FindInMap [Sizes, !Ref Stage, memory]", "128")]
    [InlineData("!Select [1, !FindInMap [Sizes, dev, hosts]]", "y")]
    [InlineData("!FindInMap [Sizes, none, memory, { DefaultValue: 7 }]", "7")]
    [InlineData("!Base64 text", "dGV4dA==")]
    [InlineData("{ \"Fn::Base64\": { \"Fn::Sub\": \"ü${Stage}\" } }", "w7xkZXY=")]
    [InlineData("True", "true")]
    [InlineData("\"True\"", "True")]
    [InlineData("0123", "0123")]
    [InlineData("1.10", "1.10")]
    public void A_function_gives_what_CloudFormation_gives(string expression, string? expected)
    {
        var template = Template.TrimEnd() + " " + expression;
        if (expected is null)
            Assert.Throws<TemplateException>(() => Value(template));
        else
            Assert.Equal(expected, Value(template));
    }

    [Theory]
    [InlineData("!Ref Unset", "unresolved:Unset", "parameter Unset")]
    [InlineData("!Ref Stored", "unresolved:Stored", "parameter Stored")]
    [InlineData("!Ref Queue", "unresolved:Queue", "Queue")]
    [InlineData("!GetAtt Queue.Arn", "unresolved:Queue.Arn", "Queue.Arn")]
    [InlineData("!GetAtt [Queue, Arn]", "unresolved:Queue.Arn", "Queue.Arn")]
    [InlineData("{ \"Fn::GetAtt\": [Queue, !Sub \"${Stage}Arn\"] }", "unresolved:Queue.devArn", "Queue.devArn")]
    [InlineData("!GetAtt Queue.Outputs.Deep", "unresolved:Queue.Outputs.Deep", "Queue.Outputs.Deep")]
    [InlineData("!Sub \"https://${Queue.QueueName}/${Stage}\"", "https://unresolved:Queue.QueueName/dev", "Queue.QueueName")]
    [InlineData("!Sub \"${Queue}${Unset}\"", "unresolved:Queueunresolved:Unset", "Queue, parameter Unset")]
    [InlineData("!ImportValue shared", "unresolved:ImportValue:shared", "ImportValue:shared")]
    [InlineData("{ \"Fn::ImportValue\": !Sub \"${Stage}-vpc\" }", "unresolved:ImportValue:dev-vpc", "ImportValue:dev-vpc")]
    [InlineData("!Select [0, !GetAZs \"\"]", "unresolved:Fn::GetAZs", "Fn::GetAZs")]
    [InlineData("!If [Unknown, a, b]", "unresolved:Unset", "parameter Unset")]
    [InlineData("!Join [\"/\", [a, !Ref Queue]]", "a/unresolved:Queue", "Queue")]
    [InlineData("!Ref OtherRole", "unresolved:OtherRole", "OtherRole")]
    [InlineData("!Ref Other.Version", "unresolved:Other.Version", "Other.Version")]
    [InlineData("!Sub \"${ServerlessRestApi}.execute-api\"", "unresolved:ServerlessRestApi.execute-api", "ServerlessRestApi")]
    [InlineData("\"{{resolve:ssm:/db/host}}\"", "unresolved:resolve:ssm:/db/host", "resolve:ssm:/db/host")]
    [InlineData("!Sub \"x {{resolve:ssm:/${Stage}}} y\"", "x unresolved:resolve:ssm:/dev y", "resolve:ssm:/dev")]
    public void What_only_a_deployment_knows_has_a_placeholder_and_a_notice(string expression, string expected, string name)
    {
        var app = fixture.Read(Template.TrimEnd() + " " + expression);
        Assert.Equal(expected, app.Functions[^1].Environment["VALUE"]);
        Assert.Contains(
            app.Notices,
            notice => notice.Position.Line == LineOfValue
                && notice.Text == $"The variable VALUE: '{name}' has no value before deployment; 'unresolved:…' stands in its place.");
    }

    [Theory]
    [InlineData("!Ref", "!Ref has nothing. → The form is !Ref Name, of a parameter or resource.")]
    [InlineData("!Ref [Stage]", "!Ref has a list. → The form is !Ref Name, of a parameter or resource.")]
    [InlineData("!Ref Stagee", "There is no 'Stagee' in the template. → Did you mean 'Stage'?")]
    [InlineData("!Ref AWS::Regoin", "'AWS::Regoin' is not a pseudo parameter. → There is: AWS::AccountId, AWS::NoValue, AWS::NotificationARNs, "
        + "AWS::Partition, AWS::Region, AWS::StackId, AWS::StackName, AWS::URLSuffix. Did you mean 'AWS::Region'?")]
    [InlineData("!Reff Stage", "'!Reff' is not a function. → Did you mean '!Ref'?")]
    [InlineData("{ \"Fn::Subb\": x }", "'!Subb' is not a function. → Did you mean '!Sub'?")]
    [InlineData("!Sub \"${Nowhere}\"", "There is no 'Nowhere' in the template. → There are 19, such as Other, Items, Files.")]
    [InlineData("!Sub \"${a b}\"", "'${a b}' in !Sub is not a name. → Letters, digits, '_', '.' and ':'; ${!text} for the text ${text} itself.")]
    [InlineData("!Sub \"${Zones}\"", "'${Zones}' in !Sub is a list, not a text. → A text; a list is joined with !Join.")]
    [InlineData("!Sub { a: b }", "!Sub has a map. → The form is !Sub text or !Sub [text, {Name: value}].")]
    [InlineData("!Sub [a, b]", "!Sub has a list of another form. → The form is !Sub text or !Sub [text, {Name: value}].")]
    [InlineData("!GetAtt Queue", "!GetAtt has 'Queue'. → The form is !GetAtt Resource.Attribute.")]
    [InlineData("!GetAtt Quue.Arn", "There is no 'Quue' in the template. → There is: Other, Items, Files, Queue, Echo. Did you mean 'Queue'?")]
    [InlineData("!Join [a]", "!Join has 1 item. → The form is !Join [delimiter, [value, …]].")]
    [InlineData("!Join [a, b]", "!Join joins a text. → A list: !Join [delimiter, [value, …]].")]
    [InlineData("!Join [a, [[b]]]", "A value in !Join is a list, not a text. → The form is !Join [delimiter, [value, …]].")]
    [InlineData("!Select [3, [a, b, c]]", "!Select has the index '3'. → The list has the items 0 to 2.")]
    [InlineData("!Select [-1, [a]]", "!Select has the index '-1'. → The list has the items 0 to 0.")]
    [InlineData("!Select [0, []]", "!Select has the index '0'. → The list is empty.")]
    [InlineData("!Split [\"\", a]", "The delimiter of !Split is not a text of at least one character. → The form is !Split [delimiter, text].")]
    [InlineData("!If [IsDevv, a, b]", "There is no condition 'IsDevv'. → There is: IsDev, IsProd, Neither, Both, SameList, Unknown, FalseAnyway, "
        + "TrueAnyway. Did you mean 'IsDev'?")]
    [InlineData("!If [IsDev, a]", "!If has 2 items. → The form is !If [Condition, then, else].")]
    [InlineData("!FindInMap [Sizes, dev, memroy]", "There is no key in Sizes.dev 'memroy'. → There is: memory, hosts. Did you mean 'memory'?")]
    [InlineData("!FindInMap [Size, dev, memory]", "There is no mapping 'Size'. → There is: Sizes. Did you mean 'Sizes'?")]
    [InlineData("!Equals [a, b]", "!Equals stands for a value. → !Equals belongs into Conditions; a value is chosen with !If [Condition, then, else].")]
    [InlineData("!Base64 [a]", "The argument of !Base64 is a list, not a text. → The form is !Base64 text.")]
    [InlineData("!!binary aGk=", "The YAML tag 'tag:yaml.org,2002:binary' has no meaning in a template. → Short forms of functions, such as !Ref and !Sub.")]
    [InlineData("[a]", "The variable VALUE is a list, not a text. → A text; \"\" for an empty one.")]
    [InlineData("", "The variable VALUE is empty. → A text; \"\" for an empty one.")]
    public void A_wrong_function_is_an_error_with_the_form_that_is_accepted(string expression, string expected)
    {
        var error = Assert.Single(fixture.Errors(Template.TrimEnd() + " " + expression));
        Assert.StartsWith($"{LineOfValue}:", error, StringComparison.Ordinal);
        Assert.Equal(expected, error[(error.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    string Value(string template)
        => fixture.Read(template, new TemplateOptions { Region = "eu-west-1" }).Functions[^1].Environment["VALUE"];
}
