// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Digests
public import Mail
import TransferEncodings

/// Signs messages for a domain, as a mail system does that is to be believed.
public struct DKIMSigner: Sendable {
    /// The forms in which header and body are hashed.
    public enum Form: String, Sendable, CaseIterable {
        /// Any change breaks the signature.
        case simple = "simple/simple"
        /// Changes of space don't.
        case relaxed = "relaxed/relaxed"
        /// Changes of space in the header don't.
        case mixed = "relaxed/simple"
    }

    private let key: PrivateKey
    private let domain: String
    private let selector: String
    private let form: Form
    private let fields: [String]

    /// Makes a signer.
    /// - Parameter fields: The names of the fields to sign; each as often as it is there, and once more, so that none can be
    ///   put in.
    public init(
        key: PrivateKey, domain: String, selector: String, form: Form = .relaxed,
        fields: [String] = [
            "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        ]
    ) {
        self.key = key
        self.domain = domain
        self.selector = selector
        self.form = form
        self.fields = fields
    }

    /// The name and the text of the record under which verifiers find the key.
    public var record: (name: String, text: String) {
        let kind = key.kind == .rsa ? "rsa" : "ed25519"
        return (
            "\(selector)._domainkey.\(domain)", "v=DKIM1; k=\(kind); p=\(Base64Encoder.encode(key.publicKey))"
        )
    }

    /// The field to be put above a message, its line end (LF) included; nil where the header can't be read.
    /// - Parameter more: Further tags, each with a semicolon at its end, as `x=1700000000;`.
    public func field(for message: [UInt8], at now: Timestamp = .now(), more: String = "") -> String? {
        guard let message = RawMessage(message) else { return nil }
        let names = fields.flatMap { name in
            Array(repeating: name, count: message.fields.count { $0.name == name.lowercased() } + 1)
        }
        let forms = form.rawValue.split(separator: "/").compactMap { Canonicalization(rawValue: String($0)) }
        guard let header = forms.first, let body = forms.last else { return nil }
        let algorithm: Signature.Algorithm = key.kind == .rsa ? .rsa : .ed25519
        let hash = SHA256.digest(of: body.body(message.body)).base64
        let start = """
            DKIM-Signature: v=1; a=\(algorithm.rawValue); c=\(form.rawValue); d=\(domain); s=\(selector);\r
             t=\(now.seconds); \(more)\r
             h=\(names.joined(separator: ":"));\r
             bh=\(hash);\r
             b=
            """
        let signed = DKIMVerifier.select(names.map { $0.lowercased() }, of: message).signed
        var bytes = signed.flatMap { header.field(message.fields[$0].bytes) }
        // Its own field comes last, and without a line end.
        bytes += header.field(Array("\(start)\r\n".utf8)).dropLast(2)
        let signature = key.sign(key.kind == .rsa ? bytes : SHA256.digest(of: bytes).bytes)
        return "\(start)\(Base64Encoder.encode(signature))\n".replacing("\r\n", with: "\n")
    }
}
