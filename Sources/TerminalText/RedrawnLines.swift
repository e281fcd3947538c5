// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Lines on a terminal that are drawn anew in their place.
///
/// No mode of the terminal is changed, so however a program ends there is nothing to put back.
public struct RedrawnLines: Sendable {
    private var drawn = 0
    private var columns = 0

    /// Nothing is drawn yet.
    public init() {}

    /// What to print so that lines stand where those stood that were drawn before.
    /// - Parameters:
    ///   - footer: What stands below them, where they will be drawn anew: then as many are drawn as the window has rows for.
    ///   - style: Makes a line what the terminal gets.
    public mutating func drawing(
        _ lines: [StyledText], _ footer: StyledText?, columns: Int, rows: Int, style: (StyledText) -> String
    ) -> String {
        func height(_ line: StyledText) -> Int { max(1, (Columns.width(of: line.plain) + columns - 1) / columns) }
        var shown = lines
        if let footer {
            // One row is the footer's, and one the cursor's.
            var room = max(rows - 2, 1)
            if lines.reduce(0, { $0 + height($1) }) > room {
                shown = Array(
                    lines.prefix { line in
                        room -= height(line)
                        return room > 0
                    })
                shown.append(StyledText("… \(lines.count - shown.count) more lines", .faint))
            }
            shown.append(footer)
        }
        // ECMA-48: CPL and ED, to the beginning of the first line and clear from there. In a window of another width those lines
        // were broken anew, and nobody knows where they begin.
        let start = drawn == 0 ? "" : columns == self.columns ? "\u{1B}[\(drawn)F\u{1B}[J" : "\u{1B}[H\u{1B}[2J"
        drawn = shown.reduce(0) { $0 + height($1) }
        self.columns = columns
        return start + shown.map { style($0) + "\n" }.joined()
    }
}
