// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail

/// An SMTP dialogue with the program at the other end of two pipes, which puts what it accepts into the spool.
///
/// A message is durable before its 250 is written. Where that reply can't be written the message stays accepted: whoever missed
/// it may send the message again, as RFC 5321, section 6.1, accepts for every server. SIGPIPE has to be ignored.
public struct SMTPConversation {
    private var session: SMTPSession
    private var input = SMTPInput()
    private var replies: [UInt8] = []
    private let streams: SMTPStreams
    private let spool: Spool
    private let prototype: Submission
    private let calls: FileCalls
    private let accepted: (SpoolID) -> Void

    private static let chunkSize = 64 << 10

    /// Prepares a dialogue.
    /// - Parameters:
    ///   - streams: Where to read and write.
    ///   - spool: Where accepted messages go.
    ///   - prototype: What all messages have in common: the door, who calls it, the limit of their size.
    ///   - host: The name of this host.
    ///   - accepted: Told of each message that is accepted, once its reply is written or can't be.
    public init(
        _ streams: SMTPStreams, into spool: Spool, like prototype: Submission, host: String = HostName.current,
        calls: FileCalls = .kernel, accepted: @escaping (SpoolID) -> Void = { _ in }
    ) {
        session = SMTPSession(host: host, sizeLimit: prototype.sizeLimit)
        self.streams = streams
        self.spool = spool
        self.prototype = prototype
        self.calls = calls
        self.accepted = accepted
    }

    /// Holds the dialogue to its end.
    public mutating func run() -> (ending: SMTPEnding, status: ExitStatus) {
        let ending = hold()
        return (ending, session.exitStatus(after: ending))
    }

    private mutating func hold() -> SMTPEnding {
        replies += session.greeting.bytes
        while true {
            guard let line = input.nextLine() else {
                // Only now is the client waited for; until then replies to commands that came together go together.
                guard flush() else { return .unheard }
                guard let count = fill() else { return .unreadable }
                if count == 0 { return .regular }
                continue
            }
            let step = session.take(line)
            replies += step.reply.bytes
            switch step.effect {
            case .none: continue
            case .receive(let envelope):
                guard flush() else { return .unheard }
                if let ending = receive(envelope) { return ending }
            case .end(let ending): return flush() ? ending : .unheard
            }
        }
    }

    /// Receives one message.
    /// - Returns: nil where the dialogue goes on.
    private mutating func receive(_ envelope: Envelope) -> SMTPEnding? {
        var submission = prototype
        submission.id = SpoolID()
        submission.entry.arrived = .now()
        submission.entry.envelope = envelope
        let sizeLimit = prototype.sizeLimit
        var ending: SMTPEnding?
        var isAtEnd = false
        var size = 0
        let result: Result<SpoolID, SpoolFault>
        do throws(SpoolFault) {
            try submission.accept(into: spool, calls: calls) { (output) throws(SpoolFault) in
                let before = output.count
                (isAtEnd, ending) = passText(into: &output)
                if ending != nil { throw .input(ECONNABORTED) }
                size += output.count - before
                guard size <= sizeLimit else { throw .tooLarge(limit: sizeLimit) }
                return !isAtEnd
            }
            result = .success(submission.id)
        } catch {
            result = .failure(error)
        }
        // The rest of a message that was refused is no commands.
        while !isAtEnd, ending == nil {
            var rest: [UInt8] = []
            (isAtEnd, ending) = passText(into: &rest)
        }
        if let ending { return ending }
        replies += session.received(result).bytes
        let isHeard = flush()
        if case .success(let id) = result { accepted(id) }
        return isHeard ? nil : .unheard
    }

    /// Passes the next piece of a message.
    /// - Returns: Whether that was the last one, and how the dialogue ended where there is none.
    private mutating func passText(into output: inout [UInt8]) -> (isAtEnd: Bool, ending: SMTPEnding?) {
        if input.nextText(into: &output) { return (true, nil) }
        guard let count = fill() else { return (false, .unreadable) }
        return (false, count == 0 ? .cut : nil)
    }

    /// Reads what there is.
    /// - Returns: How many bytes; none at the end, nil for a fault.
    private mutating func fill() -> Int? {
        withUnsafeTemporaryAllocation(byteCount: Self.chunkSize, alignment: 16) { buffer in
            let count = streams.next(into: buffer)
            guard count >= 0 else { return nil }
            input.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return count
        }
    }

    private mutating func flush() -> Bool {
        defer { replies = [] }
        return replies.isEmpty || streams.put(replies)
    }
}
