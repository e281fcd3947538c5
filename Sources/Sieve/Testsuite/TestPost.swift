// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Where the messages of a test go: mailboxes by name, and what was sent.
struct TestPost {
    /// A message on its way to somebody.
    struct Sent {
        var sender: String
        var recipient: String
        var bytes: [UInt8]
    }

    /// A message in a mailbox.
    struct Stored {
        var bytes: [UInt8]
        var flags: FlagList
    }

    /// What was sent, in order.
    var sent: [Sent] = []
    private var mailboxes: [String: [Stored]] = ["INBOX": []]

    /// The messages of a mailbox, in order; nil where there is none of that name.
    func mailbox(_ name: String) -> [Stored]? { mailboxes[Self.key(name)] }

    mutating func create(_ name: String) {
        if mailbox(name) == nil { mailboxes[Self.key(name)] = [] }
    }

    mutating func delete(_ name: String) { mailboxes[Self.key(name)] = nil }

    mutating func store(_ bytes: [UInt8], flags: FlagList, in name: String) {
        mailboxes[Self.key(name)]?.append(Stored(bytes: bytes, flags: flags))
    }

    /// RFC 9051, section 5.1: only INBOX has no case, also where mailboxes lie in it.
    static func key(_ name: String) -> String {
        let first = name.prefix { $0 != "." && $0 != "/" }
        return first.uppercased() == "INBOX" ? "INBOX" + name.dropFirst(first.count) : name
    }
}
