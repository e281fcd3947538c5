// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// A reply of an SMTP server: a code, an enhanced status code, and lines for people.
///
/// RFC 5321, section 4.2; RFC 2034. It can be thrown, since a command that is refused is answered and nothing more.
public struct SMTPReply: Error, Sendable, Hashable {
    /// The code: 250.
    public let code: Int
    /// The enhanced status code (RFC 3463): 2.1.0; nil where RFC 2034 has none.
    public let status: String?
    /// The lines, in ASCII.
    public let lines: [String]

    /// The most characters of a line behind the codes; RFC 5321, section 4.5.3.1.5, has 512 in all.
    private static let limit = 480

    /// Makes a reply; whatever can't stand in one is replaced.
    init(_ code: Int, _ status: String? = nil, _ lines: String...) {
        self.code = code
        self.status = status
        self.lines = lines.map { line in
            let plain = line.onOneLine.unicodeScalars.map { $0.isASCII ? Character($0) : "?" }
            return String(plain.prefix(Self.limit))
        }
    }

    /// The reply as it is sent.
    public var bytes: [UInt8] {
        let prefix = status.map { "\($0) " } ?? ""
        let last = lines.count - 1
        return Array(
            lines.enumerated().map { index, line in "\(code)\(index < last ? "-" : " ")\(prefix)\(line)\r\n" }
                .joined().utf8)
    }

    /// Whether the client said something that is no SMTP, or not here and now; a refused mail is no such mistake.
    var isMistake: Bool { 500...504 ~= code || code == 555 }
}

extension SMTPReply {
    /// What is said in place of a greeting where there is no spool.
    public static func unavailable(_ fault: SpoolFault) -> SMTPReply { SMTPReply(421, "4.3.0", fault.description) }

    /// What a client is told of a message that could not be accepted.
    ///
    /// Everything but a message that can't be right at any time is answered so that the client tries again.
    public init(_ fault: SpoolFault) {
        let text = fault.description
        switch fault {
        case .file(let file) where [ENOSPC, EDQUOT, EFBIG].contains(file.code): self.init(452, "4.3.1", text)
        case .badLocation: self.init(451, "4.3.5", text)
        case .tooLarge: self.init(552, "5.3.4", text)
        case .mailLoop: self.init(554, "5.4.6", text)
        case .badAddress: self.init(553, "5.1.3", text)
        default:
            switch fault.exitStatus {
            case .dataError: self.init(554, "5.6.0", text)
            case .usage: self.init(554, "5.5.1", text)
            default: self.init(451, "4.3.0", text)
            }
        }
    }
}
