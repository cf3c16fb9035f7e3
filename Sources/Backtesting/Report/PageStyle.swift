/// How the page looks: light or dark as the reader's system is, in a narrow window too, and on paper.
enum PageStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --ground: #ffffff; --panel: #f6f7f9; --text: #1c2330; --quiet: #5d6778; --rule: #d9dde4;
          --good: #1a7f4b; --bad: #c0312b; --warn: #9a6700; --line: #1f5fbf;
          --band: #1f5fbf2b; --label: #e8a31729; --label-edge: #c98500;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #12161d; --panel: #1a2029; --text: #e4e8ef; --quiet: #98a3b5; --rule: #303947;
            --good: #4cc38a; --bad: #ff7b72; --warn: #e3b341; --line: #7cb2ff;
            --band: #7cb2ff33; --label: #e3b34126; --label-edge: #e3b341;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; background: var(--ground); color: var(--text);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif;
        }
        h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
        h3 { font-size: 1.02rem; margin: 0; }
        p { margin: .35rem 0; max-width: 60rem; }
        a { color: var(--line); text-decoration: none; }
        a:hover { text-decoration: underline; }
        .quiet { color: var(--quiet); }
        .good { color: var(--good); }
        .bad { color: var(--bad); }
        .warn { color: var(--warn); }
        .scroll { overflow-x: auto; }
        .tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
        .tile { background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; padding: .6rem .9rem; }
        .tile b { display: block; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .tile span { color: var(--quiet); font-size: .85rem; }
        table { border-collapse: collapse; font-size: .84rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .42rem; text-align: right; white-space: nowrap; }
        th { color: var(--quiet); font-weight: 500; border-bottom: 1px solid var(--rule); }
        td { border-bottom: 1px solid color-mix(in srgb, var(--rule) 55%, transparent); }
        th.text, td.text { text-align: left; }
        td.wide { white-space: normal; min-width: 16rem; }
        tr.first td { border-top: 1px solid var(--rule); }
        article {
          background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; padding: .9rem 1.1rem;
          margin: .9rem 0; break-inside: avoid;
        }
        article .mark { font-weight: 600; margin-right: .4rem; }
        svg { display: block; width: 100%; height: auto; margin: .5rem 0 .2rem; }
        svg text { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
        .axis { stroke: var(--rule); stroke-width: 1; }
        .band { fill: var(--band); }
        .expected { fill: none; stroke: var(--line); stroke-width: 1.2; stroke-dasharray: 4 3; }
        .observed { fill: none; stroke: var(--text); stroke-width: 1.3; }
        .label { fill: var(--label); }
        .edge { stroke: var(--label-edge); stroke-width: 1.2; }
        .alert { stroke: var(--bad); stroke-width: 1.4; }
        .alert.calm { stroke: var(--good); }
        .alert.second { stroke-dasharray: 3 3; }
        svg text.said { fill: var(--bad); }
        svg text.said.calm { fill: var(--good); }
        .legend { font-size: .82rem; color: var(--quiet); }
        .numbers { margin-top: .4rem; }
        @media print { body { max-width: none; } }
        """
}
