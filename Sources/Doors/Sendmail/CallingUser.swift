// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// The user who runs a door, as the author of a message that names none: cron, mailx and PHP leave that to sendmail.
///
/// What `EMAIL` says, which mutt and git go by too, else the login name at this machine's mail name: as every sendmail does.
/// Files are read by hand, since getpwuid(3) loads libraries that a static program has not.
struct CallingUser {
    /// The address.
    var mailbox: String
    /// The full name; empty where none is known.
    var name = ""

    /// - Parameters:
    ///   - environment: The variables `EMAIL`, `LOGNAME` and `USER` are asked for.
    ///   - accounts: The text of passwd(5).
    ///   - mailName: The domain of this machine's mail.
    /// - Returns: nil where the user has no name that could stand in an address.
    init?(user: uid_t, environment: (String) -> String?, accounts: String, mailName: String) {
        let account = accounts.split(separator: "\n").lazy
            .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
            .first { $0.count > 4 && $0[2] == "\(user)" }
        // GECOS: the full name, then office and telephones.
        name = account.map { String($0[4].prefix { $0 != "," }) } ?? ""
        if !name.utf8.allSatisfy({ (32...126).contains($0) && $0 != UInt8(ascii: "&") }) { name = "" }
        if let email = environment("EMAIL").map(AddressWords.address), Self.isPlain(email), email.contains("@") {
            mailbox = email
            return
        }
        let logins = [account.map { String($0[0]) }, environment("LOGNAME"), environment("USER")]
        guard let login = logins.compactMap(\.self).first(where: { Self.isPlain($0) && !$0.contains("@") }) else {
            return nil
        }
        mailbox = "\(login)@\(mailName)"
    }

    /// The user `user` of this machine.
    init?(_ user: uid_t, mailName: String) {
        self.init(
            user: user, environment: { getenv($0).map { String(cString: $0) } },
            accounts: Self.text(of: "/etc/passwd"), mailName: mailName)
    }

    /// The domain of mail from this machine: what `/etc/mailname` says (Debian Policy, section 11.6), else the host's name.
    static var mailName: String {
        let name = text(of: "/etc/mailname").prefix { $0 != "\n" }
        return !name.isEmpty && isPlain(String(name)) ? String(name) : HostName.current
    }

    /// Whether a text can stand in an address without quotes.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (33...126).contains($0) && !"()<>[]:;,\\\"".utf8.contains($0) }
    }

    /// What a small file holds; nothing where it can't be read, since the message matters more than its From field.
    private static func text(of path: String) -> String {
        (try? SmallFile.text(at: path, limit: 1 << 20)) ?? ""
    }
}
