// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
public import Mail

/// Why a message was not accepted.
public enum SpoolFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Writing failed.
    case file(FileFault)
    /// An address holds a control character.
    case badAddress(String)
    /// The message has more bytes than the limit.
    case tooLarge(limit: Int)
    /// Reading the message failed: errno(3).
    case input(Int32)
    /// Whoever was to write the message has written nothing for this many seconds, or not come to an end in them.
    case stalled(seconds: Int)
    /// A signal asked to end while the message was being read.
    case interrupted
    /// There is nothing to send.
    case emptyMessage
    /// Nobody is named to send it to.
    case noRecipients
    /// It goes in a circle; what shows that, and what to do.
    case mailLoop(String)
    /// A file in an outbox is not what it should be; the text says what a person can do.
    case unusable(String)
    /// There is no spool for this caller; why, and what the exit code tells.
    case unavailable(String, ExitStatus)
    /// The file that says where the spool is does not say it.
    case badLocation(file: String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .file(let fault): fault.description
        case .badAddress(let address):
            "the address \"\(address.map { $0.isASCII && !$0.isNewline ? String($0) : "?" }.joined())\" "
                + "holds a control character"
        case .tooLarge(let limit): "the message is larger than \(limit) bytes"
        case .input(let code): "can't read the message: errno \(code)"
        case .stalled(let seconds): "the message did not come to its end in \(seconds) seconds"
        case .interrupted: "told to end before the message was read"
        case .emptyMessage: "there is no message"
        case .mailLoop(let text), .unusable(let text), .unavailable(let text, _): text
        case .badLocation(let file): "the first line of \(file) is not the spool's path: write it there"
        case .noRecipients: "no recipients: name them as arguments, or in To, Cc or Bcc with -t"
        }
    }

    /// The exit code that tells a caller the same; a door that can't write asks to be called again.
    public var exitStatus: ExitStatus {
        switch self {
        case .file, .input, .stalled, .interrupted, .badLocation: .tempfail
        case .badAddress, .tooLarge, .emptyMessage, .mailLoop, .unusable: .dataError
        case .noRecipients: .usage
        case .unavailable(_, let status): status
        }
    }

    /// Does work on files, and tells its faults as the spool's.
    static func wrapping<Result: ~Copyable>(
        _ work: () throws(FileFault) -> Result
    ) throws(SpoolFault) -> Result {
        do throws(FileFault) {
            return try work()
        } catch {
            throw .file(error)
        }
    }
}
