// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import DKIM
internal import Digests
internal import DurableFiles
internal import Foundation
internal import Mail
internal import Maildirs

/// Signs the services' mails with a key of its own, and puts them into a Maildir.
struct Postbox: Sendable {
    private let maildir: Maildir
    private let domain: String
    private let signer: DKIMSigner
    /// Somebody who has not the key, and another domain.
    private let impostor: DKIMSigner
    private let stranger: DKIMSigner

    /// Makes the Maildir and the key; nil where no mails are to be written.
    init?(_ settings: MailSettings) throws(SandboxError) {
        guard let path = settings.maildir else { return nil }
        maildir = Maildir(path)
        domain = settings.domain
        signer = DKIMSigner(key: .rsa(bits: 2048), domain: domain, selector: "sandbox")
        impostor = DKIMSigner(key: .rsa(bits: 1024), domain: domain, selector: "sandbox")
        stranger = DKIMSigner(key: .ed25519(), domain: "stranger.example", selector: "sandbox")
        do {
            try maildir.create()
            guard let file = settings.keyFile else { return }
            let keys = [signer.record, stranger.record].map { "\($0.name) \($0.text)\n" }.joined()
            try keys.write(toFile: file, atomically: true, encoding: .utf8)
        } catch {
            throw .cannotStore(settings.keyFile ?? path, "\(error)")
        }
    }

    /// The name and record of the key that the services sign with.
    var record: (name: String, text: String) { signer.record }

    /// Puts a mail into the Maildir.
    func put(_ mail: ServiceMail, _ forgery: Forgery = .none, at now: Timestamp) throws(SandboxError) {
        let forger = forgery == .otherDomain ? stranger : impostor
        let bytes = mail.bytes(from: domain, forgery, signer, forger: forger, at: now)
        do throws(FileFault) {
            try maildir.deliver(as: .unique()) { (file) throws(FileFault) in try file.append(bytes) }
        } catch {
            throw .cannotStore(maildir.path, "\(error)")
        }
    }
}
