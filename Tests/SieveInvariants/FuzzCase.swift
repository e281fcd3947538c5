// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Sieve

/// Scripts and a mail in one file, each behind a line `%%`: the script that runs, those that it may include, the mail.
///
/// One byte sequence holds all, because a fuzzer changes one; it stays text, so that a person can read and write it.
struct FuzzCase {
    let scripts: FuzzScripts
    let message: Message
    let sender: String?
    let recipients: [String]

    /// A site at a moment that never changes: one input always does the same.
    static let surroundings = Surroundings(
        clock: SiteClock(now: Timestamp(seconds: 1_795_249_800)) { $0.seconds < 1_793_000_000 ? 120 : 60 },
        environment: ["vnd.sealpost.door": "outbox", "name": "Sealpost", "location": ""],
        seen: EvenIDs())

    private static let separator = Array("\n%%\n".utf8)

    init(_ bytes: [UInt8]) {
        var pieces = Self.pieces(of: bytes)
        let mail = pieces.count > 1 ? pieces.removeLast() : []
        scripts = FuzzScripts(main: pieces[0], others: Array(pieces.dropFirst()))
        let message = MessageReader().read(mail)
        let named = ["To", "Cc", "Bcc"].flatMap { message.addresses(in: $0).map(\.mailbox) }
        self.message = message
        sender = message.addresses(in: "From").first?.mailbox
        recipients = named.prefix(2) + ["piet+x@client.example"]
    }

    private static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index] == separator[0], bytes[index...].starts(with: separator) {
                pieces[pieces.count - 1].append(separator[0])
                pieces.append([])
                index += separator.count
            } else {
                pieces[pieces.count - 1].append(bytes[index])
                index += 1
            }
        }
        return pieces
    }
}
