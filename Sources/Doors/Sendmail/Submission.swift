// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
import Mail

/// One message on its way from a file descriptor, or from whoever has its pieces, into the spool, completed as RFC 6409, section 8, lets a submission be.
///
/// The header is looked at before anything is written, so that a message for nobody is refused while the caller still
/// listens; the rest is copied as it comes, in memory that does not grow with it. All bytes stay as they are, but for
/// an mbox `From ` line before the header, which is no part of the message, and fields put before it where they are missing:
/// Date, Message-ID, and From where it is known who is sending.
public struct Submission: Sendable {
    /// By which door, from whom and for whom.
    public var entry: SpoolEntry
    /// The name it gets in the spool.
    public var id: SpoolID
    /// The full name for a From field that is missing.
    public var fullName: String?
    /// Whether a line with a single dot ends the message.
    public var endsAtDot = false
    /// Whether a message for nobody is refused here; a door that nobody waits at accepts it, and it is held with a notice.
    public var refusesUnaddressed = true
    /// The domain of a sender that has none; empty for the mail name of this machine.
    public var qualifyDomain = ""
    /// The largest number of bytes accepted.
    public var sizeLimit = Submission.standardSizeLimit

    /// Who called the door: getuid(2), asked before the program may become somebody else.
    private let caller = getuid()

    /// A hundred megabytes: more than both services are known to take.
    public static let standardSizeLimit = 100 << 20

    /// How much header a door reads in search of its end; a longer one is not looked at further, and is accepted as it is.
    private static let headerLimit = 1 << 20
    private static let chunkSize = 64 << 10

    /// Prepares a submission.
    public init(entry: SpoolEntry, id: SpoolID = SpoolID()) {
        self.entry = entry
        self.id = id
    }

    /// Reads the message from `descriptor` and accepts it durably into `spool`, if a review wants it.
    /// - Returns: Whether it is accepted; without a review it is.
    @discardableResult
    public func accept(
        from descriptor: Int32, into spool: Spool, calls: FileCalls = .kernel, review: SpoolReview? = nil
    ) throws(SpoolFault) -> Bool {
        var stream = ByteStream(descriptor: descriptor, limit: sizeLimit)
        var dots = endsAtDot ? DotScan() : nil
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
        defer { chunk.deallocate() }
        return try accept(into: spool, calls: calls, review: review) { (output) throws(SpoolFault) in
            try Self.read(&stream, chunk, &dots, into: &output)
        }
    }

    /// Accepts the message that `next` gives, piece by piece, durably into `spool`.
    ///
    /// - Parameter next: Appends the next piece to its argument, which may be nothing, and returns whether there may be more. The
    ///   limit of the size is its to keep. What it throws is thrown on, and nothing is accepted.
    /// - Returns: Whether it is accepted; without a review it is.
    @discardableResult
    public func accept(
        into spool: Spool, calls: FileCalls = .kernel, review: SpoolReview? = nil,
        reading next: (inout [UInt8]) throws(SpoolFault) -> Bool
    ) throws(SpoolFault) -> Bool {
        var beginning: [UInt8] = []
        var isAtEnd = false
        while !isAtEnd, beginning.count < Self.headerLimit, !HeaderScan.end(of: beginning) {
            isAtEnd = try !next(&beginning)
        }
        let scan = HeaderScan(beginning)
        guard beginning.count > scan.separatorLength else { throw .emptyMessage }
        let isAddressed =
            !entry.envelope.recipients.isEmpty
            || entry.envelope.readsRecipientsFromHeader && scan.namesRecipients
        guard isAddressed || !refusesUnaddressed else { throw .noRecipients }
        if let loop = try loop(scan.trace, through: spool) {
            // Whoever takes mail by choice does not take this, and it goes on to where it was going.
            guard review == nil else { return false }
            throw .mailLoop(loop)
        }

        return try spool.accept(entry, as: id, calls: calls, review: review) { (file) throws(SpoolFault) in
            try Self.write(Array(completion(scan).utf8), to: file)
            try Self.write(Array(beginning[scan.separatorLength...]), to: file)
            while !isAtEnd {
                var passed: [UInt8] = []
                isAtEnd = try !next(&passed)
                try Self.write(passed, to: file)
            }
        }
    }

    /// Why the message goes in a circle.
    ///
    /// Only where somebody hears it: who delivers into a door that says no sends the message back, which is where the
    /// circle is to end. What lies in an outbox is accepted, and held with a notice.
    private func loop(_ trace: Trace, through spool: Spool) throws(SpoolFault) -> String? {
        guard entry.door != .outbox else { return nil }
        guard !trace.instances.isEmpty else { return trace.loop(through: nil) }
        return trace.loop(through: try SpoolFault.wrapping { () throws(FileFault) in try spool.instance() })
    }

    /// The fields that the message lacks, each with its line ending; none where they could end up amid a broken header.
    func completion(_ scan: HeaderScan) -> String {
        if scan.isBroken { return "" }
        var fields: [String] = []
        if !scan.names.contains("date") { fields.append("Date: \(entry.arrived.rfc5322)") }
        if !scan.names.contains("message-id") { fields.append("Message-ID: <\(id.rawValue)@\(HostName.current)>") }
        if !scan.names.contains("from"), let from = author() { fields.append("From: \(from)") }
        let text = fields.map { $0 + scan.lineEnding }.joined()
        return scan.isThere ? text : text + scan.lineEnding
    }

    /// Who is sending, for a From field.
    ///
    /// Whoever pipes a message into another door delivers what somebody else wrote, and in an outbox nobody says who did.
    private func author() -> String? {
        if let sender = entry.envelope.sender, !sender.isEmpty {
            if sender.contains("@") { return Self.mailbox(named: fullName ?? "", sender) }
            return entry.door == .sendmail ? Self.mailbox(named: fullName ?? "", "\(sender)@\(mailName)") : nil
        }
        guard entry.door == .sendmail, let user = CallingUser(caller, mailName: mailName) else { return nil }
        return Self.mailbox(named: fullName ?? user.name, user.mailbox)
    }

    private var mailName: String { qualifyDomain.isEmpty ? CallingUser.mailName : qualifyDomain }

    /// A mailbox whose display name is quoted, since a name is any text (RFC 5322, section 3.2.4).
    private static func mailbox(named name: String, _ address: String) -> String {
        let plain = name.filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
        if plain.isEmpty { return "<\(address)>" }
        let quoted = plain.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(quoted))\" <\(address)>"
    }

    /// Reads one chunk and passes it on.
    /// - Returns: Whether there may be more.
    private static func read(
        _ stream: inout ByteStream, _ chunk: UnsafeMutableRawBufferPointer, _ dots: inout DotScan?,
        into output: inout [UInt8]
    ) throws(SpoolFault) -> Bool {
        let count = try stream.next(into: chunk)
        guard dots != nil else {
            output.append(contentsOf: chunk[..<count])
            return count > 0
        }
        if count == 0 {
            dots?.finish(into: &output)
        } else {
            dots?.pass(UnsafeRawBufferPointer(rebasing: chunk[..<count]), into: &output)
        }
        return count > 0 && dots?.isAtEnd == false
    }

    private static func write(_ bytes: [UInt8], to file: borrowing DurableFile) throws(SpoolFault) {
        try SpoolFault.wrapping { () throws(FileFault) in try file.append(bytes) }
    }
}
