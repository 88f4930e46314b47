namespace BuildChain.EndToEnd;

public static partial class HtmlPage
{
    const string Style = """
        :root { --back: #fff; --panel: #f5f6f8; --line: #d9dce2; --text: #1c1f26; --soft: #5b6270; --good: #1a7f37; --bad: #c62828; --idle: #8a6d00; --link: #0b5cad;
          --c1: #7b8794; --c2: #3b7dd8; --c3: #8a56c9; --c4: #d08700; --c5: #1a7f37; --c6: #52a0a8; }
        @media (prefers-color-scheme: dark) { :root { --back: #14161a; --panel: #1d2026; --line: #353a44; --text: #e6e8ec; --soft: #a0a7b4; --good: #4cc26a; --bad: #ff7b72; --idle: #e3b341; --link: #79b8ff;
          --c1: #8b95a3; --c2: #5b9bf0; --c3: #b083f0; --c4: #e3a33c; --c5: #4cc26a; --c6: #6fc3cb; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1200px; padding: 1.5rem 1rem 4rem; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; } h3 { font-size: 1rem; margin: 0 0 .25rem; } h4 { font-size: .85rem; margin: .75rem 0 .25rem; color: var(--soft); }
        small, .facts { color: var(--soft); font-weight: normal; font-size: .85rem; } .facts { margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
        a { color: var(--link); } code, pre { font: 12px/1.45 ui-monospace, monospace; }
        .mark { border: 1px solid; border-radius: 4px; font-size: .75em; padding: .05em .45em; white-space: nowrap; }
        .passed .outcome, .mark.passed { color: var(--good); } .failed .outcome, .mark.failed, td.failed { color: var(--bad); } .mark.skipped { color: var(--idle); }
        .overview { display: grid; gap: .5rem; margin-top: 1rem; }
        .run { display: grid; grid-template-columns: minmax(8rem, 1fr) minmax(8rem, 1fr) minmax(8rem, 1fr) 3fr 4rem; gap: .75rem; align-items: center; padding: .6rem .8rem;
          border: 1px solid var(--line); border-left: 4px solid var(--good); border-radius: 6px; background: var(--panel); color: inherit; text-decoration: none; }
        .run.failed { border-left-color: var(--bad); } .run .time { text-align: right; font-variant-numeric: tabular-nums; } .counts { color: var(--soft); }
        .bar { display: flex; height: .8rem; background: var(--back); border-radius: 3px; overflow: hidden; } .bar i { min-width: 1px; background: var(--c1); }
        .bar .build { background: var(--c2); } .bar .up { background: var(--c3); } .bar .healthy { background: var(--c4); } .bar .scenarios { background: var(--c5); } .bar .teardown, .bar .logs { background: var(--c6); }
        .bar i.broken { background: var(--bad); }
        .problem, .failure { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; padding: .8rem; margin: .75rem 0; background: var(--panel); }
        .failure { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; }
        details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; font-weight: 600; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
        th { text-align: left; color: var(--soft); font-weight: 600; font-size: .85rem; } th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        .number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; }
        pre { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; } pre.log { max-height: 30rem; overflow: auto; background: var(--back); border: 1px solid var(--line); border-radius: 4px; padding: .5rem; }
        .problem pre, .message { color: var(--bad); }
        @media (max-width: 800px) { .failure, .run { grid-template-columns: 1fr; } .run .time { text-align: left; } }

        """;
}
