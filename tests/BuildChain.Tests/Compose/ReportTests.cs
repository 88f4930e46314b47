using BuildChain.Compose;

namespace BuildChain.Tests.Compose;

public sealed class ReportTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    static readonly StackStatus Status = new(
        "esb-default",
        [
            new("1", "esb-default-gateway-1")
            {
                Service = "gateway", Image = "esb-gateway-docker:latest", ImageId = "sha256:1", State = "running", Health = "healthy", Started = Now.AddMinutes(-5),
                Ports = [new("0.0.0.0", 443, 8443), new("::", 443, 8443)],
            },
            new("2", "esb-default-provisioner-1") { Service = "provisioner", Image = "esb-provisioner:latest", State = "exited", IsOneShot = true, Started = Now.AddMinutes(-6) },
        ],
        [new("lambda-echo", "esb-default-fn-lambda-echo-1", "idle", "172.18.0.5:8080", Now.AddSeconds(-40))]);

    [Fact]
    public void A_status_is_a_table_of_services_and_one_of_functions() => Snapshot.Match(StatusReport.Table(Status, Now), "status.txt");

    [Fact]
    public void A_service_that_was_killed_is_told_with_what_starts_it()
    {
        var killed = new StackContainer("3", "esb-default-agent-1") { Service = "agent", Image = "esb-agent-docker:latest", State = "exited", ExitCode = 137, Started = Now.AddMinutes(-5) };

        Assert.EndsWith(
            "\nagent does not run, and the engine does not start what was killed or stopped by hand. ./build.sh Up does.\n",
            StatusReport.Table(Status with { Services = [killed, .. Status.Services] }, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_answered_is_healthy_whatever_the_engine_knows_by_now()
    {
        var starting = Status with { Services = [Status.Services[0] with { Health = "starting" }] };

        Assert.Contains("gateway  starting", StatusReport.Table(starting, Now), StringComparison.Ordinal);
        var answered = starting with { Answers = new Dictionary<string, bool> { ["gateway"] = true } };
        Assert.Contains("gateway  healthy", StatusReport.Table(answered, Now), StringComparison.Ordinal);
        Assert.Contains("\"phase\": \"ready\"", StatusReport.Json(answered), StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_is_json_for_programs() => Snapshot.Match(StatusReport.Json(Status), "status.json");

    [Fact]
    public void Nothing_there_is_said_with_what_else_there_is()
        => Assert.Equal(
            "There is nothing of esb-defalt. There is: esb-default, esb-e2e. Did you mean 'esb-default'?\n",
            StatusReport.Table(new StackStatus("esb-defalt", [], []) { Others = ["esb-default", "esb-e2e"] }, Now));

    [Fact]
    public void What_was_removed_is_counted_and_what_was_kept_is_named()
    {
        var containers = new[] { new StackContainer("1", "a") { Service = "a" }, new StackContainer("2", "b") { Function = "b" } };

        Assert.Equal(
            "Removed of p: 1 service, 1 function container, 1 network; kept: p_data (--volumes removes)",
            new StackRemoved("p", containers, ["n"], ["p_data"], WithVolumes: false).ToString());
        Assert.Equal("Removed of p: 1 volume", new StackRemoved("p", [], [], ["p_data"], WithVolumes: true).ToString());
        Assert.Equal("There is nothing of p.", new StackRemoved("p", [], [], [], WithVolumes: true).ToString());
        Assert.Equal(
            "There is nothing of esb-defalt. There is: esb-default. Did you mean 'esb-default'?",
            new StackRemoved("esb-defalt", [], [], [], WithVolumes: true) { Others = ["esb-default"] }.ToString());
    }

    [Theory]
    [InlineData("""{"timestamp":"x","level":"error","message":"it broke"}""", "error: it broke")]
    [InlineData("""{"message":1}""", """{"message":1}""")]
    [InlineData("{broken", "{broken")]
    [InlineData("plain", "plain")]
    public void A_services_line_is_shown_as_a_person_reads_it(string line, string expected) => Assert.Equal(expected, LogText.Readable(line));
}
