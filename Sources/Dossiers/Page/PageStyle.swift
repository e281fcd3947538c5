// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How the page looks, on a screen and on paper: nothing is fetched, and nothing moves.
enum PageStyle {
    static let sheet: StaticString = """

        :root { color-scheme: light; }
        body { font: 11pt/1.5 "Source Serif 4", "Source Serif Pro", Charter, Georgia, "DejaVu Serif", serif;
          color: #1a1a1a; background: #fff; max-width: 52rem; margin: 3rem auto 5rem; padding: 0 1.5rem; }
        h1 { font-size: 1.7rem; font-weight: 600; line-height: 1.25; margin: 0 0 .3rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; font-weight: 600; margin: 2.6rem 0 .7rem; padding-bottom: .25rem;
          border-bottom: .5pt solid #888; }
        p { margin: .5rem 0; max-width: 44rem; }
        header p.kind { font-variant-caps: all-small-caps; letter-spacing: .06em; color: #555; margin: 0 0 .4rem; }
        dl { display: grid; grid-template-columns: minmax(8.5rem, max-content) 1fr; gap: .3rem 1.4rem; margin: 1rem 0; }
        dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .9rem; line-height: 1.4; }
        th { text-align: left; font-weight: 600; color: #555; border-bottom: 1pt solid #333; }
        th, td { padding: .4rem .9rem .4rem 0; vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        td { border-bottom: .5pt solid #ccc; overflow-wrap: break-word; }
        .events td:nth-child(1), .events td:nth-child(2) { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .events td:nth-child(1) { color: #555; }
        .rules td:first-child, .mails td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .what { font-weight: 600; } .note { color: #555; font-size: .92em; }
        code { font: .84em/1.4 "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        pre { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        a { color: inherit; text-decoration-color: #999; text-underline-offset: .15em; }
        footer { margin-top: 3rem; padding-top: .6rem; border-top: .5pt solid #888; color: #555; font-size: .88rem; }
        @page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) " / " counter(pages);
          font: 8.5pt Georgia, "DejaVu Serif", serif; color: #555; } }
        @media print { body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
          h2 { break-after: avoid; } tr, dt, dd { break-inside: avoid; } thead { display: table-header-group; }
          p { orphans: 3; widows: 3; } a { text-decoration: none; }
          .events td code, .mails td code { font-size: 7pt; } .hashes td code { font-size: 6.6pt; } }

        """
}
