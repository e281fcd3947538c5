// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import TransferEncodings

/// The mail that tells of a file in quarantine: nothing that was in it is known, or trusted.
public struct QuarantineNotice: Sendable {
    /// The message's id in the spool.
    public var id: String
    /// Why it is there.
    public var cause: QuarantineCause
    /// Where it lies.
    public var path: String
    /// Where it lay, and is to be put back.
    public var acceptedPath: String
    /// Whose spool it is: the name of a user.
    public var owner: String
    /// The name of this host.
    public var host: String

    /// Makes a notice.
    public init(id: String, cause: QuarantineCause, path: String, acceptedPath: String, owner: String, host: String) {
        self.id = id
        self.cause = cause
        self.path = path
        self.acceptedPath = acceptedPath
        self.owner = owner
        self.host = host
    }

    /// The whole mail, with LF line ends, in a language: `nl`, or English for any other.
    /// - Parameter now: The time for its Date field.
    public func bytes(language: String, at now: Timestamp) -> [UInt8] {
        let wording: any Wording = language == "nl" ? DutchWording() : EnglishWording()
        let words = wording.quarantine(cause)
        var lines = words.opening.wrapped() + [""]
        // In one line each, however long: they are there to be copied.
        lines += ["  \(words.file): \(path)", "  \(wording.labels.reference): \(id)"]
        lines += "\(wording.reasonLabel): \(words.reason)".wrapped(indent: "  ") + [""]
        lines += "\(wording.meaningLabel): \(words.meaning)".wrapped(indent: "  ") + [""]
        lines += "\(wording.adviceLabel): \(words.advice)".wrapped(indent: "  ")
        lines += ["    mv \(path) \(acceptedPath)", "", ""]
        lines += words.closing.wrapped()
        let header = """
            Return-Path: <>
            From: Sealpost <sealpost@\(host)>
            To: <\(owner)@\(host)>
            Subject: \(EncodedWord.encode(words.subject + id, column: 9))
            Date: \(now.rfc5322)
            Message-ID: <quarantine.\(id)@\(host)>
            Auto-Submitted: auto-generated
            X-Sealpost-Message: \(id)
            X-Sealpost-State: quarantined
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable


            """
        return Array((header + QuotedPrintableEncoder.encode(lines.joined(separator: "\n")) + "\n").utf8)
    }
}

/// What a notice of a file in quarantine says, in one language.
struct QuarantineWords {
    /// Before the id, in the subject.
    var subject: String
    var opening: String
    /// Before the path.
    var file: String
    var reason: String
    var meaning: String
    /// Before the command that puts it back.
    var advice: String
    var closing: String
}
