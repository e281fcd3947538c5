// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
public import Invariants
import Mail

/// What holds whenever a command line of sendmail is read, and what it says goes through the spool.
public enum ArgumentInvariants {
    /// Takes the lines of an input for words, the first for the program's name.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let words = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let read: SendmailArguments
        do throws(SendmailArguments.Fault) {
            read = try SendmailArguments(programName: words[0], words: Array(words.dropFirst()))
        } catch {
            try require(error.description.isPlain(), "a fault is more than one line: \(error)")
            return
        }
        // The spool refuses what can't stand in one of its lines.
        let addresses = read.envelope.recipients + [read.envelope.sender].compactMap(\.self)
        guard addresses.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }) else { return }
        let entry = SpoolEntry(door: .sendmail, arrived: Timestamp(seconds: 1), envelope: read.envelope)
        let preamble = entry.preamble
        try require(preamble.hasSuffix("\n\n"), "a preamble does not end")
        guard let again = SpoolEntry(preamble: preamble.dropLast(2)) else {
            throw InvariantFailure(description: "a preamble can't be read: \(preamble)")
        }
        try require(again == entry, "the spool holds another envelope: \(preamble)")
    }
}
