// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl

/// Hands messages to an SMTP server through libcurl.
///
/// Certificates and host names are always verified; without TLS it speaks to loopback only.
public final class SMTPClient: Sendable {
    private let settings: ConnectionSettings
    private let loop: TransferLoop

    /// Makes a client; nothing is started before the first message.
    public init(_ settings: ConnectionSettings = ConnectionSettings()) {
        self.settings = settings
        self.loop = TransferLoop(connectionsPerHost: settings.connectionsPerHost)
    }

    deinit { loop.stop() }

    /// Runs one transaction and gives the reply that ended it, good or bad; the error tells how far it came without one.
    public func send(_ transaction: SMTPTransaction) async throws(TransferError) -> SMTPReply {
        let transfer = try prepare(transaction)
        let end = await loop.run(transfer)
        let reply = SMTPReply(lines: transfer.headerLines)
        guard case .code(let code) = end else { throw TransferError(end, of: transfer, host: transaction.host) }
        switch (code, reply) {
        case (CURLE_OK, let reply?): return reply
        // libcurl's codes for a bad reply to MAIL, RCPT or DATA, and to the message.
        case (CURLE_SEND_ERROR, let reply?) where reply.code >= 400,
            (CURLE_WEIRD_SERVER_REPLY, let reply?) where reply.code >= 400 && transfer.progress == .wholeBody:
            return SMTPReply(code: reply.code, text: reply.text, stage: .mail)
        case (_, let reply?) where reply.code >= 400 && transfer.handedBytes == 0:
            return SMTPReply(code: reply.code, text: reply.text, stage: .session)
        default: throw TransferError(end, of: transfer, host: transaction.host)
        }
    }

    private func prepare(_ transaction: SMTPTransaction) throws(TransferError) -> Transfer {
        let host = transaction.host
        func unusable(_ why: String) -> TransferError {
            TransferError(host: host, cause: .unusable, progress: .nothing, detail: why)
        }
        let scheme = transaction.security == .implicitTLS ? "smtps" : "smtp"
        let name = host.contains(":") ? "[\(host)]" : host
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint("\(scheme)://\(name):\(transaction.port)/\(transaction.clientName)")
        } catch {
            throw unusable(error.reason)
        }
        guard transaction.security != .none || endpoint.isLoopback else {
            throw unusable("SMTP without TLS is not allowed to this host")
        }
        for address in [transaction.sender, transaction.recipient] {
            guard !address.unicodeScalars.contains(where: { $0.value < 33 || $0 == "<" || $0 == ">" }) else {
                throw unusable("an address with a space, a control character or an angle bracket")
            }
        }
        guard let handle = EasyHandle() else { throw unusable("libcurl could not be set up") }
        handle.secure(settings, limits: transaction.limits)
        handle.set(CURLOPT_URL, endpoint.text)
        handle.set(CURLOPT_PROTOCOLS_STR, scheme)
        handle.set(CURLOPT_NOPROXY, "*")
        handle.set(CURLOPT_USE_SSL, Int((transaction.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        if let credentials = transaction.credentials {
            handle.set(CURLOPT_USERNAME, credentials.user)
            handle.set(CURLOPT_PASSWORD, credentials.password)
        }
        handle.set(CURLOPT_MAIL_FROM, transaction.sender)
        handle.set(CURLOPT_MAIL_RCPT, list: [transaction.recipient])
        handle.set(CURLOPT_UPLOAD, true)
        let transfer = Transfer(handle, body: transaction.body, maximumAnswerBytes: 1 << 16)
        guard handle.isComplete else { throw unusable("libcurl did not take an option") }
        return transfer
    }
}

extension SMTPReply {
    /// The last reply among the server's lines, the farewell aside, which libcurl still reads after a bad reply.
    fileprivate init?(lines: [String]) {
        var replies: [(code: Int, text: [Substring])] = []
        var isOpen = false
        for line in lines {
            guard line.utf8.count >= 3, let code = Int(line.prefix(3)) else { continue }
            let text = line.dropFirst(4)
            if isOpen, replies.last?.code == code {
                replies[replies.count - 1].text.append(text)
            } else {
                replies.append((code, [text]))
            }
            isOpen = line.dropFirst(3).first == "-"
        }
        guard let last = replies.last(where: { $0.code != 221 }) else { return nil }
        self.init(code: last.code, text: last.text.joined(separator: " "), stage: .mail)
    }
}
