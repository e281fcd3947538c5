// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledgers
import Mail

/// What a person's word about the queue is about: a message, or one recipient of it.
struct QueuedMatter: ParsableArguments {
    @Option(help: ArgumentHelp("Only for this recipient.", valueName: "address"))
    var recipient: String?

    @Argument(help: "The message's id, or its beginning or end.")
    var id: String

    /// Whether it is about this recipient.
    func isAbout(_ record: RecipientRecord) -> Bool {
        recipient.map { Address(mailbox: $0).canonical == Address(mailbox: record.address).canonical } ?? true
    }
}
