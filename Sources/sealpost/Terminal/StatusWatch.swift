// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Glibc
import Ledgers
import Mail
import MailFlow
import TerminalText

/// Shows mails as they change: on a terminal in place, elsewhere a line for each thing that happens.
struct StatusWatch {
    private let view: StatusView
    private let isJSON: Bool

    init(_ view: StatusView, isJSON: Bool) {
        self.view = view
        self.isJSON = isJSON
    }

    /// What is looked at to know whether anything is new.
    private struct Glance: Equatable {
        var entry: Int64
        var accepted: Int
        var columns: Int?
        /// On a terminal the times of today are shown without it.
        var day: String
    }

    /// Goes on until nothing more is expected, somebody asks for the end, or nobody reads it any more.
    func run() throws {
        let changes = try view.changes()
        let stop = StopSignal()
        let signals = [
            Interruption {
                stop.set()
                changes.wake()
            },
            Interruption(on: [SIGWINCH]) { changes.wake() },
        ]
        defer { withExtendedLifetime(signals) {} }
        var screen = RedrawnLines()
        var seen: Glance?
        var last: StatusPicture?
        while !stop.isSet {
            let columns = Style.columns
            let now = Glance(
                entry: try view.ledger.lastEntry(), accepted: view.accepted, columns: columns,
                day: columns == nil ? "" : Timestamp.now().formatted("%Y-%m-%d", inUTC: false))
            guard now != seen else {
                // That a message has left the spool's folder is not told of.
                let isTold = changes.faults.isEmpty && now.accepted == 0
                changes.wait(milliseconds: isTold ? Self.longestPause : Self.pause)
                continue
            }
            let told = last?.lastEntry ?? (isJSON ? -1 : .max)
            let picture = try view.picture(tellingAfter: told)
            try show(picture, after: told, isFirst: last == nil, on: &screen)
            guard fflush(nil) == 0 else { return }
            (seen, last) = (now, picture)
            if picture.isSettled { return tellEnd() }
            Self.rest(changes, stop)
        }
    }

    /// How long between two looks at the mails, however much happens, in milliseconds.
    private static let pause: Int32 = 1000
    /// How long where nothing tells of a change.
    private static let longestPause: Int32 = 60_000

    /// What happens meanwhile is found at the next look.
    private static func rest(_ changes: FolderWatch, _ stop: StopSignal) {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(Int64(pause))
        while !stop.isSet, case let left = end - clock.now, left > .zero {
            changes.wait(milliseconds: Int32(left / .milliseconds(1)) + 1)
        }
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
