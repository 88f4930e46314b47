using System.Text;
using Esb.Common.Configuration;
using Esb.Gateway.Api;

namespace Esb.Tests.Gateway;

public sealed class ProxyResponseTests
{
    static string? Read(string answer, PayloadVersion payload)
    {
        using var response = ProxyResponseReader.Read(Encoding.UTF8.GetBytes(answer), payload);
        return response is null
            ? null
            : $"{response.Status} {string.Join("; ", response.Headers.Select(header => $"{header.Key}={header.Value}"))} {Encoding.UTF8.GetString(response.Body.Written.Span)}".TrimEnd();
    }

    [Theory]
    [InlineData("""{"statusCode":201,"headers":{"X-A":"1","Content-Type":"text/plain"},"body":"ü\n"}""", "201 X-A=1; Content-Type=text/plain ü")]
    [InlineData("""{"statusCode":"404"}""", "404 Content-Type=application/json")]
    [InlineData("""{}""", "200 Content-Type=application/json")]
    [InlineData("""{"statusCode":null,"headers":null,"body":null}""", "200 Content-Type=application/json")]
    [InlineData("""{"headers":{"X-A":true,"X-B":7}}""", "200 X-A=true; X-B=7; Content-Type=application/json")]
    [InlineData("""{"headers":{"X-A":"1","X-B":"2"},"multiValueHeaders":{"X-A":["1","3"]}}""", "200 X-A=1; X-A=3; X-B=2; Content-Type=application/json")]
    [InlineData("""{"body":"aGk=","isBase64Encoded":true}""", "200 Content-Type=application/json hi")]
    [InlineData("""{"body":"aGk=","isBase64Encoded":false}""", "200 Content-Type=application/json aGk=")]
    public void A_1_0_answer_says_what_the_response_is(string answer, string expected) => Assert.Equal(expected, Read(answer, PayloadVersion.V1));

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"message":"hello"}""")]
    [InlineData("""{"statusCode":200,"cookies":[]}""")]
    [InlineData("""{"statusCode":"ok"}""")]
    [InlineData("""{"statusCode":99}""")]
    [InlineData("""{"statusCode":1.5}""")]
    [InlineData("""{"body":{"a":1}}""")]
    [InlineData("""{"headers":[]}""")]
    [InlineData("""{"headers":{"X-A":{}}}""")]
    [InlineData("""{"headers":{"X-A":["1"]}}""")]
    [InlineData("""{"body":"%","isBase64Encoded":true}""")]
    [InlineData("""{"body":"","isBase64Encoded":"yes"}""")]
    public void Anything_else_is_no_1_0_answer(string answer) => Assert.Null(Read(answer, PayloadVersion.V1));

    [Theory]
    [InlineData("""{"message":"hello"}""", """200 Content-Type=application/json {"message":"hello"}""")]
    [InlineData("\"hello\\u00fc\"", "200 Content-Type=application/json helloü")]
    [InlineData("[1,2]", "200 Content-Type=application/json [1,2]")]
    [InlineData("null", "200 Content-Type=application/json null")]
    [InlineData("""{"statusCode":200,"body":"x"}""", "200 Content-Type=text/plain; charset=utf-8 x")]
    [InlineData("""{"statusCode":302,"headers":{"location":"/"},"cookies":["a=1; Secure","b=2"]}""",
        "302 location=/; Set-Cookie=a=1; Secure; Set-Cookie=b=2; Content-Type=text/plain; charset=utf-8")]
    [InlineData("""{"statusCode":200,"body":"aGk=","isBase64Encoded":true,"other":1}""", "200 Content-Type=text/plain; charset=utf-8 hi")]
    public void A_2_0_answer_may_be_inferred(string answer, string expected) => Assert.Equal(expected, Read(answer, PayloadVersion.V2));

    [Theory]
    [InlineData("""{"statusCode":null}""")]
    [InlineData("""{"statusCode":200,"body":{}}""")]
    [InlineData("""{"statusCode":200,"cookies":"a=1"}""")]
    [InlineData("{")]
    public void What_claims_to_be_a_2_0_response_has_to_be_one(string answer) => Assert.Null(Read(answer, PayloadVersion.V2));
}
