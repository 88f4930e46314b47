using System.Xml.Linq;
using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

public sealed class ReportTests
{
    static readonly Dictionary<string, string> Suites = new() { ["Space.Smoke"] = "smoke" };

    [Fact]
    public void The_summary_tells_times_failures_and_tags_on_one_screen()
        => Snapshot.Match(RunSummary.Render([ReportFixture.Good, ReportFixture.Bad]) + RunSummary.OneLine([ReportFixture.Good, ReportFixture.Bad]) + "\n", "summary.txt");

    [Fact]
    public void A_run_is_json_for_programs() => Snapshot.Match(RunJsonFile.Render(ReportFixture.Bad), "run.json");

    [Fact]
    public void Scenarios_and_phases_are_junit_test_cases() => Snapshot.Match(JUnitFile.Render(ReportFixture.Bad), "junit.xml");

    [Fact]
    public void The_page_shows_all_runs_and_a_failed_scenario_beside_the_log_lines_of_its_request()
        => Snapshot.Match(HtmlPage.Render([ReportFixture.Good, ReportFixture.Bad], ReportFixture.Start, ReportFixture.Lines, "/r"), "page.html");

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_escapes_what_was_printed()
    {
        var page = HtmlPage.Render([ReportFixture.Good, ReportFixture.Bad], ReportFixture.Start, ReportFixture.Lines, "/r");

        Assert.All(["<script", "<link", "src=", "@import", "url("], text => Assert.DoesNotContain(text, page, StringComparison.Ordinal));
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>failed</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_never_had_a_tag_has_a_report_too()
    {
        var run = new RunResult(
            new E2EProfile("e2e-docker", new SourcePosition("p.yml", 1, 1)), "", "",
            [new PhaseResult(RunPhase.Tag, PhaseOutcome.Failed, ReportFixture.Start, TimeSpan.Zero, "No git.")], "/r/e2e-docker");

        Assert.Contains("tag failed", RunSummary.Render([run]), StringComparison.Ordinal);
        Assert.Contains("No git.", HtmlPage.Render([run], ReportFixture.Start, ReportFixture.Lines, "/r"), StringComparison.Ordinal);
        Assert.Contains("<failure message=\"No git.\">", JUnitFile.Render(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_lines_with_an_id_of_the_scenario_belong_to_it()
    {
        var failed = ReportFixture.Bad.Scenarios[1];

        var line = Assert.Single(RequestLines.Of(failed, ReportFixture.Bad.Logs, ReportFixture.Lines));

        Assert.Equal("gateway", line.Container);
        Assert.Empty(RequestLines.Of(ReportFixture.Bad.Scenarios[0], ReportFixture.Bad.Logs, ReportFixture.Lines));
    }

    [Fact]
    public void A_test_result_file_gives_name_class_outcome_message_and_output()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("r.trx", Trx);

        var scenarios = TrxFile.Read(directory.At("r.trx"), Suites);

        Assert.Equal([ScenarioOutcome.Passed, ScenarioOutcome.Failed, ScenarioOutcome.Skipped], scenarios.Select(s => s.Outcome));
        Assert.Equal(
            ("smoke", "Space.Smoke", "It_answers(path: \"/a\")", TimeSpan.FromMilliseconds(250)),
            (scenarios[0].Suite, scenarios[0].ClassName, scenarios[0].Name, scenarios[0].Duration));
        Assert.Equal(("No answer", "at Smoke.cs:1", "request 1"), (scenarios[1].Message, scenarios[1].StackTrace, scenarios[1].Output));
        Assert.Equal("The host crashed", TrxFile.Problem(directory.At("r.trx")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<TestRun")]
    public void A_test_result_that_is_missing_or_cut_off_is_told(string? content)
    {
        using var directory = new TemporaryDirectory();
        if (content is not null)
            directory.Write("r.trx", content);

        var error = Assert.Throws<BuildChainException>(() => TrxFile.Read(directory.At("r.trx"), Suites));

        Assert.Contains("is no test result", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_a_report_are_written_even_when_a_log_is_missing()
    {
        using var directory = new TemporaryDirectory();
        var run = ReportFixture.Bad with { Directory = directory.At("e2e-containerd") };

        RunReport.Write(run);
        RunReport.WritePage(directory.At("index.html"), [run], ReportFixture.Start);

        Assert.True(File.Exists(directory.At("e2e-containerd/run.json")));
        Assert.Equal("testsuites", XDocument.Load(directory.At("e2e-containerd/junit.xml")).Root!.Name.LocalName);
        Assert.Contains("This log cannot be read", File.ReadAllText(directory.At("index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_board_follows_the_events_of_each_run()
    {
        var (a, b) = (new E2EProfile("e2e-docker", default), new E2EProfile("e2e-containerd", default));
        RunEvent Event(E2EProfile profile, RunPhase phase, RunEventKind kind, string text, int second) => new(profile.Name, phase, kind, text, ReportFixture.Start.AddSeconds(second));

        var board = new[]
        {
            Event(a, RunPhase.Build, RunEventKind.PhaseStarted, "", 0), Event(a, RunPhase.Build, RunEventKind.Line, "#12 \u001b[0mRUN\tapt-get", 3),
            Event(b, RunPhase.Up, RunEventKind.PhaseStarted, "", 5), Event(b, RunPhase.Up, RunEventKind.PhaseEnded, "agent is unhealthy: " + new string('x', 80), 65),
            Event(b, RunPhase.Teardown, RunEventKind.RunEnded, "up failed", 70),
        }.Aggregate(RunBoard.Of([a, b, new E2EProfile("later", default)]), (board, e) => board.After(e));

        Assert.Equal(
            """
            PROFILE         PHASE      TIME  LAST LINE
            e2e-docker      build      1:30  #12  [0mRUN apt-get
            e2e-containerd  up failed  1:05  agent is unhealthy: xxxxxx…
            later           waiting       -

            """.ReplaceLineEndings("\n"),
            board.Render(ReportFixture.Start.AddSeconds(90), 60));
    }

    const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testId="1" testName="Space.Smoke.It_answers(path: &quot;/a&quot;)" outcome="Passed" duration="00:00:00.2500000" />
            <UnitTestResult testId="2" testName="Space.Smoke.It_fails" outcome="Failed" duration="00:00:01">
              <Output><StdOut>request 1</StdOut><ErrorInfo><Message>No answer</Message><StackTrace>at Smoke.cs:1</StackTrace></ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testId="3" testName="Space.Smoke.It_is_left_out" outcome="NotExecuted" />
          </Results>
          <TestDefinitions>
            <UnitTest id="1"><TestMethod className="Space.Smoke" name="It_answers" /></UnitTest>
            <UnitTest id="2"><TestMethod className="Space.Smoke" name="It_fails" /></UnitTest>
            <UnitTest id="3"><TestMethod className="Space.Smoke" name="It_is_left_out" /></UnitTest>
          </TestDefinitions>
          <ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"><Text>The host crashed</Text></RunInfo></RunInfos></ResultSummary>
        </TestRun>
        """;
}
