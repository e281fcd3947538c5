// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Mail

/// An answer as it came, kept as evidence: the status, the header without secrets, and the body up to a limit.
struct AnswerTranscript {
    /// How much of a body is kept, in bytes; the services' answers have a few hundred.
    static let longestBody = 64 << 10

    let bytes: [UInt8]

    /// Takes the answer of an HTTP server.
    /// - Parameter isTorn: Whether more was to come.
    init(of answer: HTTPAnswer, isTorn: Bool = false, hiding secrets: [String]) {
        var header = "\(answer.version) \(answer.status)\r\n"
        for field in answer.fields {
            let isSecret = Self.secretFields.contains(field.name.lowercased())
            header += "\(field.name): \(isSecret ? "(hidden)" : field.value)\r\n"
        }
        // Hidden first: afterwards a secret might be cut in two.
        let whole = OneLine.hiding(secrets, in: Array(header.utf8) + [13, 10] + answer.body)
        let limit = header.utf8.count + 2 + Self.longestBody
        let isCut = whole.count > limit
        var mark = ""
        if isCut { mark += "\r\n[Sealpost kept no more of the \(answer.body.count) bytes]\r\n" }
        if isTorn { mark += "\r\n[the answer broke off here]\r\n" }
        bytes = whole.prefix(limit) + Array(mark.utf8)
    }

    /// Takes the last reply of an SMTP server.
    init(of reply: SMTPReply) { bytes = Array("\(reply.code) \(reply.text)\r\n".utf8) }

    /// Takes the end of a program.
    init(exitCode: Int32, errorText: [UInt8]) {
        bytes = Array("exit code \(exitCode)\n".utf8) + errorText
    }

    /// Fields that let somebody in, or tell how (RFC 6265; RFC 9110, section 11).
    private static let secretFields: Set<String> = [
        "set-cookie", "set-cookie2", "authorization", "proxy-authorization", "www-authenticate", "proxy-authenticate",
        "authentication-info", "proxy-authentication-info",
    ]
}

extension Outcome {
    /// The same outcome, with the answer as it came.
    func keeping(_ transcript: AnswerTranscript) -> Outcome {
        func with(_ answer: Answer) -> Answer {
            var answer = answer
            answer.transcript = transcript.bytes
            return answer
        }
        switch self {
        case .sent(var receipt):
            receipt.answer = with(receipt.answer)
            return .sent(receipt)
        case .refused(let answer): return .refused(with(answer))
        case .uncertain(let answer): return .uncertain(with(answer))
        case .deferred(var deferral):
            deferral.answer = with(deferral.answer)
            return .deferred(deferral)
        }
    }
}
