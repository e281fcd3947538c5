// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

extension Surroundings {
    /// What rules can know of the world when they decide about a message: the time, this host, and the door.
    ///
    /// RFC 5183, section 4.1. The doors are on this host, so nothing remote is known of; an item that has no value here
    /// isn't there, which rules can test for.
    /// - Parameters:
    ///   - outbox: The name of the outbox it came from; nil where it came another way, or nobody says.
    ///   - addressExtension: What a pipe was told of the address at which the mail came in.
    ///   - seen: What is remembered of other mails; without it every mail is new.
    static func ofMessage(
        from door: Door, outbox: String? = nil, addressExtension: String? = nil, seen: LedgerRecord? = nil
    ) -> Surroundings {
        var items = [
            "name": Product.name, "version": Product.version, "location": "MTA", "phase": "pre",
            "host": HostName.current, "vnd.sealpost.door": door.rawValue,
        ]
        items["vnd.sealpost.extension"] = addressExtension
        if let dot = HostName.current.firstIndex(of: ".") {
            items["domain"] = String(HostName.current[HostName.current.index(after: dot)...])
        }
        items["vnd.sealpost.outbox"] = outbox
        return Surroundings(clock: .system(), environment: items, seen: seen)
    }
}
