// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Ledgers
import Mail
import TerminalText

/// Shows mails as they change: on a terminal in place, elsewhere a line for each thing that happens.
struct StatusWatch {
    private let view: StatusView
    private let isJSON: Bool

    init(_ view: StatusView, isJSON: Bool) {
        self.view = view
        self.isJSON = isJSON
    }

    /// How long between two looks at the ledger, in milliseconds.
    private static let pause: Int32 = 1000

    /// Goes on until nothing more is expected, somebody asks for the end, or nobody reads it any more.
    func run() throws {
        let stop = try StopDescriptor()
        var screen = RedrawnLines()
        var seen: (entry: Int64, columns: Int?, minute: Int64)?
        var last: StatusPicture?
        repeat {
            // Nearly always nothing is new: then nothing is read but a number. On a terminal the day may be another.
            let columns = Style.columns
            let now = (try view.ledger.lastEntry(), columns, columns == nil ? 0 : Timestamp.now().seconds / 60)
            if seen.map({ $0 != now }) ?? true || last?.accepted != 0 {
                let told = last?.lastEntry ?? (isJSON ? -1 : .max)
                let picture = try view.picture(tellingAfter: told)
                try show(picture, after: told, isFirst: last == nil, on: &screen)
                guard fflush(nil) == 0 else { return }
                (seen, last) = (now, picture)
                if picture.isSettled { return tellEnd() }
            }
        } while !stop.isAsked(within: Self.pause)
    }

    private func show(
        _ picture: StatusPicture, after number: Int64, isFirst: Bool, on screen: inout RedrawnLines
    ) throws {
        if isJSON {
            for line in try picture.linesOfJSON(after: number) { print(line) }
        } else if let size = Style.size {
            let footer = picture.isSettled ? nil : StyledText("Control-C ends this.", .faint)
            let drawing = screen.drawing(
                picture.lines(columns: size.columns), footer, columns: size.columns, rows: size.rows,
                style: Style.standardOutput.text)
            print(drawing, terminator: "")
        } else if isFirst {
            for line in picture.lines(columns: nil) { print(line.plain) }
        } else {
            for line in picture.steps(after: number) { print(line) }
        }
    }

    private func tellEnd() {
        let text = "All of it is final: nothing more is expected."
        isJSON ? StandardError.say("sealpost: \(text)") : print(text)
        fflush(nil)
    }
}
