// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// The server's side of one SMTP dialogue: a line comes in, a reply and what is to be done go out.
///
/// RFC 5321 with the extensions PIPELINING (RFC 2920), 8BITMIME (RFC 6152), SIZE (RFC 1870), SMTPUTF8 (RFC 6531), DSN (RFC 3461)
/// and ENHANCEDSTATUSCODES (RFC 2034), for programs of this machine that submit mail (RFC 6409). It reads and writes nothing.
public struct SMTPSession: Sendable {
    /// What is to be done once the reply is on its way.
    public enum Effect: Sendable, Hashable {
        /// Nothing: the next line is a command too.
        case none
        /// What comes now is a message with this envelope; then ``received(_:)``.
        case receive(Envelope)
        /// Nothing more is read.
        case end(SMTPEnding)
    }

    /// A reply, and what is to be done.
    public struct Step: Sendable {
        /// The reply.
        public var reply: SMTPReply
        /// What is to be done.
        public var effect: Effect
    }

    /// The recipients of one message; RFC 5321, section 4.5.3.1.8, has a server take a hundred at least.
    public static let recipientLimit = 1000

    /// How many mistakes in commands there may be before the first message is accepted, and between two of them.
    private static let mistakeLimit = 20

    private let host: String
    private let sizeLimit: Int
    private var transaction: SMTPTransaction?
    private var mistakes = 0
    private var accepted = 0
    private var refusal: ExitStatus?

    /// Begins a session.
    /// - Parameters:
    ///   - host: The name of this host.
    ///   - sizeLimit: The largest number of bytes accepted of a message.
    public init(host: String = HostName.current, sizeLimit: Int = Submission.standardSizeLimit) {
        self.host = host
        self.sizeLimit = sizeLimit
    }

    /// What is said before the client says anything.
    public var greeting: SMTPReply { SMTPReply(220, nil, "\(host) ESMTP \(Product.name)") }

    /// Takes the next line.
    public mutating func take(_ line: SMTPLine) -> Step {
        do throws(SMTPReply) {
            return try obey(line)
        } catch {
            guard error.isMistake else { return Step(reply: error, effect: .none) }
            mistakes += 1
            guard mistakes > Self.mistakeLimit else { return Step(reply: error, effect: .none) }
            return Step(reply: SMTPReply(421, "4.7.0", "\(host) too many mistakes"), effect: .end(.refused))
        }
    }

    /// Takes what became of the message that was received.
    public mutating func received(_ result: Result<SpoolID, SpoolFault>) -> SMTPReply {
        transaction = nil
        switch result {
        case .success(let id):
            accepted += 1
            mistakes = 0
            return SMTPReply(250, "2.0.0", "Ok: queued as \(id)")
        case .failure(let fault):
            refusal = refusal ?? fault.exitStatus
            return SMTPReply(fault)
        }
    }

    /// The status with which a program ends that held this dialogue.
    ///
    /// A client goes by the replies. One that goes by the status too must not take an accepted message for refused, or it
    /// would send it again; but where input was cut off within a message, somebody has to know.
    public func exitStatus(after ending: SMTPEnding) -> ExitStatus {
        switch ending {
        case .cut: .dataError
        case _ where accepted > 0: .ok
        case .regular: refusal ?? .ok
        case .refused: refusal ?? .dataError
        case .unheard, .unreadable: .ioError
        }
    }

    private mutating func obey(_ line: SMTPLine) throws(SMTPReply) -> Step {
        switch line {
        case .text(let bytes):
            guard !bytes.contains(where: { $0 < 32 || $0 == 127 }), String(validating: bytes, as: UTF8.self) != nil
            else {
                throw SMTPReply(500, "5.5.2", "the line holds control characters, or is not in UTF-8")
            }
            return try obey(SMTPCommand(bytes))
        case .tooLong: throw SMTPReply(500, "5.5.2", "the line is longer than \(SMTPInput.lineLimit) bytes")
        case .mixedEnding:
            // What stands behind it may be a text that somebody wants to be taken for a command.
            let reply = SMTPReply(521, "5.5.2", "\(host) all lines must end as the first did, with CRLF or with LF")
            return Step(reply: reply, effect: .end(.refused))
        }
    }

    private mutating func obey(_ command: SMTPCommand) throws(SMTPReply) -> Step {
        switch command.verb {
        case "EHLO", "HELO": return Step(reply: try hello(command), effect: .none)
        case "MAIL": return Step(reply: try mail(command), effect: .none)
        case "RCPT": return Step(reply: try recipient(command), effect: .none)
        case "DATA": return try data(command)
        case "RSET":
            try Self.requireNoArgument(command)
            transaction = nil
            return Step(reply: SMTPReply(250, "2.0.0", "Ok"), effect: .none)
        case "NOOP": return Step(reply: SMTPReply(250, "2.0.0", "Ok"), effect: .none)
        case "VRFY":
            guard !command.argument.isEmpty else { throw SMTPReply(501, "5.5.4", "write VRFY address") }
            return Step(reply: SMTPReply(252, "2.0.0", "not verified; send it and see"), effect: .none)
        case "HELP":
            let text = "EHLO HELO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT; see sealpost-sendmail in docs/commands.md"
            return Step(reply: SMTPReply(214, "2.0.0", text), effect: .none)
        case "QUIT":
            try Self.requireNoArgument(command)
            return Step(reply: SMTPReply(221, "2.0.0", "\(host) bye"), effect: .end(.regular))
        case "AUTH", "BDAT", "ETRN", "EXPN", "SAML", "SEND", "SOML", "STARTTLS", "TURN":
            throw SMTPReply(502, "5.5.1", "\(command.verb) is not to be had here")
        default: throw SMTPReply(500, "5.5.1", "no such command")
        }
    }

    private mutating func hello(_ command: SMTPCommand) throws(SMTPReply) -> SMTPReply {
        guard !command.argument.isEmpty else {
            throw SMTPReply(501, "5.5.4", "write \(command.verb) and your host's name")
        }
        transaction = nil
        if command.verb == "HELO" { return SMTPReply(250, nil, host) }
        return SMTPReply(
            250, nil, host, "PIPELINING", "8BITMIME", "SIZE \(sizeLimit)", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES",
            "HELP")
    }

    /// RFC 5321 wants a client to say who it is before; who writes into our standard input is known without.
    private mutating func mail(_ command: SMTPCommand) throws(SMTPReply) -> SMTPReply {
        guard transaction == nil else { throw SMTPReply(503, "5.5.1", "there is a sender already; RSET begins anew") }
        transaction = try SMTPTransaction(command, sizeLimit: sizeLimit)
        return SMTPReply(250, "2.1.0", "sender accepted")
    }

    private mutating func recipient(_ command: SMTPCommand) throws(SMTPReply) -> SMTPReply {
        guard transaction != nil else { throw SMTPReply(503, "5.5.1", "MAIL comes before RCPT") }
        try transaction?.add(command)
        return SMTPReply(250, "2.1.5", "recipient accepted")
    }

    private mutating func data(_ command: SMTPCommand) throws(SMTPReply) -> Step {
        try Self.requireNoArgument(command)
        guard let envelope = transaction?.envelope else {
            throw SMTPReply(503, "5.5.1", "MAIL and RCPT come before DATA")
        }
        guard !envelope.recipients.isEmpty else {
            refusal = refusal ?? .dataError
            throw SMTPReply(554, "5.5.1", "no recipient was accepted")
        }
        let reply = SMTPReply(354, nil, "give the message, and a line with a single dot behind it")
        return Step(reply: reply, effect: .receive(envelope))
    }

    private static func requireNoArgument(_ command: SMTPCommand) throws(SMTPReply) {
        guard command.argument.isEmpty else { throw SMTPReply(501, "5.5.4", "\(command.verb) stands alone") }
    }
}
