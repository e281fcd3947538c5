// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import HTMLWriting

/// What all pages share: the document around the content, its style, and header fields that keep hostile mail harmless.
enum PageFrame {
    /// A whole page; `content` is markup, all else is text.
    static func reply(
        _ status: Int = 200, language: String, title: String, banner: String, content: String, isWide: Bool = false
    ) -> Reply {
        let html = """
            <!DOCTYPE html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Markup.escaped(title))</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <p class="banner">\(Markup.escaped(banner))</p>
            <main\(isWide ? " class=\"wide\"" : "")>
            \(content)
            </main>
            </body>
            </html>

            """
        return Reply(
            status, [HeaderPair("Content-Type", "text/html; charset=utf-8")] + protection, body: Data(html.utf8))
    }

    /// No script runs, nothing is loaded from elsewhere, and no other page can frame this one.
    static let protection = [
        HeaderPair(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'self'"),
        HeaderPair("X-Content-Type-Options", "nosniff"), HeaderPair("Referrer-Policy", "no-referrer"),
        HeaderPair("Cache-Control", "no-store"),
    ]

    private static let style = """
        :root {
          color-scheme: light dark;
          --ground: #f4f5f7; --card: #fff; --ink: #1c2430; --soft: #56616f; --line: #dde1e7;
          --accent: #0b6b3a; --accent-ink: #fff; --warn: #8a4b00; --warn-ground: #fff4e0; --bad: #a3202c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #12161c; --card: #1b212a; --ink: #e6eaf0; --soft: #a3aebb; --line: #313a46;
            --accent: #5fd097; --accent-ink: #06210f; --warn: #ffcf87; --warn-ground: #33270f; --bad: #ff9aa2;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
        .banner { margin: 0; padding: .5rem 1rem; text-align: center; font-size: .875rem;
          background: var(--warn-ground); color: var(--warn); border-bottom: 1px solid var(--line); }
        main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline;
          gap: 0 1rem; margin: .5rem 0 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
        h2 { font-size: 1.0625rem; margin: 0 0 .75rem; }
        a { color: inherit; text-underline-offset: .2em; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
          padding: 1.25rem 1.5rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
        .note { color: var(--soft); font-size: .9375rem; margin: .5rem 0 0; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; } dd.subject { font-weight: 600; }
        .state { display: inline-block; padding: .1rem .65rem; border-radius: 1rem; font-weight: 600;
          border: 1px solid currentColor; }
        .choice, .outcome { border-left: .375rem solid var(--mark, var(--accent));
          padding-left: 1.1875rem; }
        .outcome h2 { color: var(--mark); font-size: 1.25rem; margin: 0; } .outcome p { margin: .125rem 0 0; }
        .accepted { --mark: var(--accent); } .refused, .failed { --mark: var(--bad); } .expired { --mark: var(--warn); }
        main.wide { max-width: 68rem; }
        .buttons { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .75rem; margin: 1rem 0 0; }
        form { margin: 0; }
        button, summary, .button { font: inherit; font-weight: 600; padding: .65rem 1.5rem; border-radius: .5rem;
          cursor: pointer; border: 1px solid var(--soft); background: transparent; color: inherit; text-align: center; }
        button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
        button.bad { background: var(--bad); border-color: var(--bad); color: var(--card); }
        button:hover, summary:hover, .button:hover { box-shadow: 0 0 0 2px var(--line); }
        summary { list-style: none; width: max-content; } summary::-webkit-details-marker { display: none; }
        details[open] { flex-basis: 100%; } details[open] summary { color: var(--soft); }
        details p { margin: 1rem 0 .75rem; }
        .button { display: inline-block; padding: .3rem 1rem; font-size: .9375rem; text-decoration: none; }
        :focus-visible { outline: 3px solid #3b82f6; outline-offset: 2px; }
        .letter { white-space: pre-wrap; margin: 0; }
        iframe { width: 100%; height: 26rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
        ul, ol { list-style: none; margin: 0; padding: 0; }
        .files li { padding: .75rem 0; border-top: 1px solid var(--line); }
        .files li:first-child { border-top: 0; padding-top: 0; }
        .file { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center;
          gap: .5rem 1rem; margin: 0 0 .25rem; }
        .name { font-weight: 600; } .size { color: var(--soft); }
        code { font: .8125rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        .history li { position: relative; padding: 0 0 1rem 1.5rem; border-left: 2px solid var(--line);
          margin-left: .35rem; }
        .history li:last-child { border-left-color: transparent; padding-bottom: 0; }
        .history li::before { content: ""; position: absolute; left: -.45rem; top: .45rem; width: .75rem;
          height: .75rem; border-radius: 50%; background: var(--soft); }
        .history li:last-child::before { background: var(--mark, var(--accent)); }
        time { color: var(--soft); font-variant-numeric: tabular-nums; }
        .wide section { overflow-x: auto; overflow-wrap: normal; }
        td.free { overflow-wrap: anywhere; } td.fixed, th { white-space: nowrap; }
        table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
        th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0;
          border-top: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 500; border-top: 0; }
        @media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
          dd:last-child { margin: 0; } h1 { font-size: 1.25rem; } section { padding: 1rem; }
          .choice, .outcome { padding-left: .6875rem; }
          .buttons form, .buttons details, .buttons button, summary { width: 100%; } }
        @media print { .choice, .button, .banner { display: none; } body { background: none; } section { border-color: #999; } }
        """
}
