using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class EventTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    const string Apis = """
          Rest: { Type: AWS::Serverless::Api, Properties: { StageName: v1 } }
          Http: { Type: AWS::Serverless::HttpApi }
          Staged: { Type: AWS::Serverless::HttpApi, Properties: { StageName: beta } }
          Raw: { Type: AWS::ApiGateway::RestApi }
        """;

    static string WithEvent(string @event) => TemplateFixture.Function($"Events: {{ On: {@event} }}", Apis);

    [Theory]
    [InlineData("{ Type: Api, Properties: { Path: '/users/{id}', Method: get } }", "GET /users/{id} 1.0 ServerlessRestApi Prod")]
    [InlineData("{ Type: Api, Properties: { Path: '/{proxy+}', Method: any } }", "ANY /{proxy+} 1.0 ServerlessRestApi Prod")]
    [InlineData("{ Type: Api, Properties: { Path: /, Method: Post, RestApiId: !Ref Rest } }", "POST / 1.0 Rest v1")]
    [InlineData("{ Type: Api, Properties: { Path: /x, Method: DELETE, RestApiId: Rest } }", "DELETE /x 1.0 Rest v1")]
    [InlineData("{ Type: Api, Properties: { Path: /x, Method: get, RestApiId: !Ref Raw } }", "GET /x 1.0 Raw Prod")]
    [InlineData("{ Type: Api, Properties: { Path: /x, Method: get, RestApiId: !Ref ServerlessRestApi } }", "GET /x 1.0 ServerlessRestApi Prod")]
    [InlineData("{ Type: HttpApi, Properties: { Path: '/users/{id}/', Method: patch } }", "PATCH /users/{id}/ 2.0 ServerlessHttpApi $default")]
    [InlineData("{ Type: HttpApi }", "ANY $default 2.0 ServerlessHttpApi $default")]
    [InlineData("{ Type: HttpApi, Properties: { Path: $default, Method: x-amazon-apigateway-any-method } }", "ANY $default 2.0 ServerlessHttpApi $default")]
    [InlineData("{ Type: HttpApi, Properties: { ApiId: !Ref Http, PayloadFormatVersion: 1.0 } }", "ANY $default 1.0 Http $default")]
    [InlineData("{ Type: HttpApi, Properties: { ApiId: !Ref Staged, Path: !Sub '/${AWS::StackName}', Method: GET } }", "GET /local 2.0 Staged beta")]
    public void An_event_of_an_API_is_a_route(string @event, string expected)
    {
        var route = Assert.Single(fixture.Read(WithEvent(@event)).Routes);
        Assert.Equal(expected, $"{route.Method} {route.Path} {route.PayloadVersion} {route.Api} {route.Stage}");
        Assert.Equal(("echo", 9), (route.FunctionName, route.Position.Line));
    }

    [Theory]
    [InlineData("{ Type: Api, Properties: { Path: /x } }", "The event On has no Method. → Path: /users/{id} and Method: get.")]
    [InlineData("{ Type: Api }", "The event On has no Path and no Method. → Path: /users/{id} and Method: get.")]
    [InlineData("{ Type: HttpApi, Properties: { Method: GET } }", "The event On has no Path. → Path and Method, or neither for the catch-all.")]
    [InlineData("{ Type: Api, Properties: { Path: /x, Method: FETCH } }", "Method is 'FETCH'. → GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS, ANY, in any case.")]
    [InlineData("{ Type: HttpApi, Properties: { PayloadFormatVersion: 3 } }", "PayloadFormatVersion is '3'. → \"1.0\" or \"2.0\".")]
    [InlineData("{ Type: Api, Properties: { Path: /x, Method: get, RestApiId: !Ref Http } }", "RestApiId names Http, which is an AWS::Serverless::HttpApi. → RestApiId: !Ref of an AWS::Serverless::Api.")]
    [InlineData("{ Type: HttpApi, Properties: { ApiId: nowhere } }", "ApiId is 'nowhere', not an API of the template. → ApiId: !Ref Api, of an AWS::Serverless::HttpApi.")]
    [InlineData("{ Type: HttpApi, Properties: { ApiId: !ImportValue x } }", "ApiId is 'ImportValue:x', not an API of the template. → ApiId: !Ref Api, of an AWS::Serverless::HttpApi.")]
    [InlineData("{ Type: Api, Properties: { Path: /x, Method: get, RestApiId: !GetAtt EchoRole.Arn } }", "RestApiId is 'EchoRole.Arn', not an API of the template. → RestApiId: !Ref Api, of an AWS::Serverless::Api.")]
    [InlineData("{ Type: Schedule }", "The event On has no Schedule. → " + ScheduleForm)]
    [InlineData("{ Type: Schedule, Properties: { Schedule: rate(1 minute), Input: '{' } }", "Input is '{'. → JSON text, such as '{\"key\": \"value\"}'.")]
    [InlineData("{ Type: Schedule, Properties: { Schedule: rate(1 minute), Name: 'a b' } }", "Name is 'a b'. → 1 to 64 letters, digits, '.', '-' and '_'.")]
    [InlineData("{ Type: Schedule, Properties: { Schedule: rate(1 minute), Enabled: maybe } }", "Enabled is 'maybe'. → true or false.")]
    [InlineData("{ Type: Schedule, Properties: { Schedule: rate(1 minute), State: OFF } }", "State is 'OFF'. → ENABLED or DISABLED.")]
    [InlineData("{ Type: Schedule, Properties: { Schedule: rate(1 minute), Enabled: true, State: ENABLED } }", "The event On has both Enabled and State. → One of them.")]
    [InlineData("{ Properties: {} }", "The event On has no Type. → Type: Api, HttpApi, Schedule, ScheduleV2.")]
    [InlineData("text", "On is a text. → A map with Type and Properties.")]
    public void A_wrong_event_is_an_error(string @event, string expected)
        => Assert.Equal(expected, Assert.Single(fixture.Errors(WithEvent(@event))).Split(' ', 2)[1]);

    const string ScheduleForm = "rate(1 minute), rate(5 minutes|hours|days), or cron(minutes hours day-of-month month day-of-week year) with '?' for one of the days, such as cron(0 12 * * ? *).";

    [Theory]
    [InlineData("/users/{id}/items/{item}")]
    [InlineData("/")]
    [InlineData("/a/")]
    [InlineData("/a.b-c_d~e:f@g")]
    [InlineData("/files/{path+}")]
    [InlineData("/files/{path+}/")]
    public void A_path_of_API_Gateway_is_taken(string path) => Assert.True(RoutePath.IsLegal(path));

    [Theory]
    [InlineData("")]
    [InlineData("users")]
    [InlineData("//")]
    [InlineData("/a//b")]
    [InlineData("/a//")]
    [InlineData("/../x")]
    [InlineData("/a/./b")]
    [InlineData("/{a+}/b")]
    [InlineData("/{}")]
    [InlineData("/{+}")]
    [InlineData("/{a")]
    [InlineData("/a{b}")]
    [InlineData("/{a}b")]
    [InlineData("/{a}/{a}")]
    [InlineData("/${x}")]
    [InlineData("/a b")]
    [InlineData("/a\"b")]
    [InlineData("/a'b")]
    [InlineData("/a\nb")]
    [InlineData("/ü")]
    [InlineData("/a%2e")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    public void Any_other_path_is_refused(string path) => Assert.False(RoutePath.IsLegal(path));

    [Fact]
    public void A_route_that_is_there_twice_is_an_error_with_both_places()
        => Assert.Equal(
            "11:9 The route GET /x of ServerlessRestApi is there twice, first at ./template.yaml:10:9. → Another Path or Method.",
            Assert.Single(fixture.Errors(TemplateFixture.Function("""
            Events:
              A: { Type: Api, Properties: { Path: /x, Method: get } }
              B: { Type: Api, Properties: { Path: /x, Method: GET } }
            """))));

    [Fact]
    public void A_schedule_is_read()
    {
        var schedules = fixture.Read(TemplateFixture.Function("""
            Events:
              EveryMinute: { Type: Schedule, Properties: { Schedule: rate(1 minute), Input: '{"a":1}', Enabled: False } }
              Noon: { Type: ScheduleV2, Properties: { ScheduleExpression: "cron(0 12 * * ? *)", Name: at-noon, State: ENABLED, ScheduleExpressionTimezone: UTC } }
              Off: { Type: Schedule, Properties: { Schedule: !Sub "rate(5 ${Unit})", State: DISABLED } }
            """, "Parameters: { Unit: { Type: String, Default: hours } }")).Functions[0].Schedules;

        Assert.Equal(
            ["EveryMinute rate(1 minute) {\"a\":1} False", "at-noon cron(0 12 * * ? *)  True", "Off rate(5 hours)  False"],
            schedules.Select(schedule => $"{schedule.Name} {schedule.Expression} {schedule.Input} {schedule.Enabled}"));
    }

    [Theory]
    [InlineData("rate(1 minute)")]
    [InlineData("rate(2 minutes)")]
    [InlineData("rate(24 hours)")]
    [InlineData("cron(0 10 * * ? *)")]
    [InlineData("cron(15 12 * * ? *)")]
    [InlineData("cron(0 18 ? * MON-FRI *)")]
    [InlineData("cron(0 8 1 * ? *)")]
    [InlineData("cron(0/15 * * * ? *)")]
    [InlineData("cron(0/10 * ? * MON-FRI *)")]
    [InlineData("cron(0/5 8-17 ? * MON-FRI 2025,2030-2040)")]
    [InlineData("cron(0 0 L * ? *)")]
    [InlineData("cron(0 0 3W JAN,jul ? *)")]
    [InlineData("cron(0 0 ? * 2#1 *)")]
    [InlineData("cron(0 0 ? * 6L *)")]
    public void A_schedule_expression_of_EventBridge_is_taken(string expression) => Assert.True(ScheduleExpression.IsLegal(expression));

    [Theory]
    [InlineData("")]
    [InlineData("rate(0 minutes)")]
    [InlineData("rate(1 minutes)")]
    [InlineData("rate(5 minute)")]
    [InlineData("rate(5 seconds)")]
    [InlineData("rate(-5 minutes)")]
    [InlineData("rate(5minutes)")]
    [InlineData("rate(99999999999 days)")]
    [InlineData("cron(0 12 * * *)")]
    [InlineData("cron(0 12 * * * *)")]
    [InlineData("cron(0 12 ? * ? *)")]
    [InlineData("cron(60 12 * * ? *)")]
    [InlineData("cron(0 24 * * ? *)")]
    [InlineData("cron(0 12 32 * ? *)")]
    [InlineData("cron(0 12 * 13 ? *)")]
    [InlineData("cron(0 12 ? * 8 *)")]
    [InlineData("cron(0 12 ? * FOO *)")]
    [InlineData("cron(0 12 * * ? 1969)")]
    [InlineData("cron(1-2-3 12 * * ? *)")]
    [InlineData("cron(*/0 12 * * ? *)")]
    [InlineData("cron(*/x 12 * * ? *)")]
    [InlineData("* * * * *")]
    [InlineData("at(2030-01-01T00:00:00)")]
    public void Any_other_schedule_expression_is_refused(string expression) => Assert.False(ScheduleExpression.IsLegal(expression));

    [Fact]
    public void What_has_no_effect_here_is_a_notice()
        => Assert.Equal(
            [
                "10:9 Echo: events of the type SQS have no effect here (Queue).",
                "11:9 Echo: unknown event type 'HttpAp' (Typo). Did you mean 'HttpApi'?",
                "12:72 Echo.Guarded: no effect here: Auth.",
                "13:9 Echo.Once: a schedule for one time has no effect here.",
                "14:110 The time zone 'Europe/Berlin' has no effect: schedules are in UTC here.",
            ],
            fixture.Notices(TemplateFixture.Function("""
            Events:
              Queue: { Type: SQS, Properties: { Queue: !ImportValue x } }
              Typo: { Type: HttpAp }
              Guarded: { Type: HttpApi, Properties: { Path: /x, Method: get, Auth: { Authorizer: NONE } } }
              Once: { Type: ScheduleV2, Properties: { ScheduleExpression: "at(2030-01-01T00:00:00)" } }
              Zone: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day), ScheduleExpressionTimezone: Europe/Berlin } }
            """)));

    [Fact]
    public void A_REST_API_without_a_stage_is_an_error()
        => Assert.Equal(
            "2:3 The API Rest has no StageName. → StageName: Prod, for example.",
            Assert.Single(fixture.Errors("Resources:\n  Rest: { Type: AWS::Serverless::Api }")));
}
