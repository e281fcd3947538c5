// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dossiers
import DurableFiles
import Ledgers
import Maildirs
import Notices

/// The notices about one message that still lie in some Maildirs, as they are.
struct DossierNotices {
    private let message: String
    private let history: [LogLink]

    init(of message: String, _ history: [LogLink]) {
        self.message = message
        self.history = history
    }

    /// The notices in the order of what they tell, each once however many copies there are.
    func found(in paths: [String]) throws(FileFault) -> [DossierNotice] {
        var notices: Set<DossierNotice> = []
        for maildir in paths.map(Maildir.init(_:)) where Folder(maildir.path).exists {
            for entry in try maildir.entries() {
                guard let header = try MailHeaderFile.header(of: entry, in: maildir)?.header,
                    let logged = LoggedNotice(header: header), logged.message == message,
                    let bytes = try MailHeaderFile.mail(entry, in: maildir)
                else { continue }
                let head = LogHead(logged.log)
                notices.insert(
                    DossierNotice(
                        entry: head?.number ?? 0, agrees: history.contains { $0.head == head }, bytes: bytes))
            }
        }
        return notices.sorted {
            ($0.entry, $0.bytes.count) < ($1.entry, $1.bytes.count)
                || $0.entry == $1.entry && $0.bytes.count == $1.bytes.count
                    && $0.bytes.lexicographicallyPrecedes($1.bytes)
        }
    }
}
