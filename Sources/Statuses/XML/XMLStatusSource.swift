// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl
import Mail
import TransferEncodings

/// Asks the registered service for the status XML of a ticket, as a web service user of its dashboard (HTTP Basic).
///
/// Where that lies, and which codes there are, is documented nowhere; both are settings.
public struct XMLStatusSource: StatusSource {
    private let client: HTTPClient
    private let address: StatusAddress
    private let user: String
    private let password: @Sendable () throws -> String
    private let meanings: StatusMeanings
    private let limits: TimeLimits

    /// Makes a source.
    ///
    /// - Parameters:
    ///   - password: Fetches the password when it is needed.
    ///   - limits: How long one question may take.
    public init(
        client: HTTPClient, address: StatusAddress, user: String, password: @escaping @Sendable () throws -> String,
        meanings: StatusMeanings, limits: TimeLimits = TimeLimits(connecting: 20, silence: 20, total: 30)
    ) {
        self.client = client
        self.address = address
        self.user = user
        self.password = password
        self.meanings = meanings
        self.limits = limits
    }

    /// Asks once.
    public func ask(about token: String) async -> StatusAnswer {
        let answer: HTTPAnswer
        do {
            let credentials = Base64Encoder.encode(Array("\(user):\(try password())".utf8))
            answer = try await client.send(
                HTTPRequest(
                    .get, try address.endpoint(for: token),
                    fields: [
                        HTTPField("Authorization", "Basic \(credentials)"), HTTPField("Accept", "application/xml"),
                    ],
                    limits: limits, maximumAnswerBytes: 1 << 20))
        } catch {
            return .unreachable(reason: "\(error)")
        }
        return interpret(answer, token)
    }

    private func interpret(_ answer: HTTPAnswer, _ token: String) -> StatusAnswer {
        switch answer.status {
        case 200:
            do throws(StatusFault) {
                let status = try StatusXML.status(of: token, in: answer.body, meanings: meanings)
                return status.map(StatusAnswer.status) ?? .unknownTicket
            } catch {
                return .nothing(reason: "\(answer.host): \(error)")
            }
        case 404, 410: return .unknownTicket
        case 429: return .later(Self.earliest(answer))
        case 503 where answer.value(of: "Retry-After") != nil: return .later(Self.earliest(answer))
        case 401, 403:
            return .unreachable(
                reason: "\(answer.host): status \(answer.status): are status_user and its password right?")
        case 500...599: return .unreachable(reason: "\(answer.host): status \(answer.status)")
        default: return .nothing(reason: "\(answer.host): status \(answer.status)")
        }
    }

    /// When the service wants to be asked again: seconds, or a date (RFC 9110, section 10.2.3).
    private static func earliest(_ answer: HTTPAnswer) -> Timestamp? {
        guard let value = answer.value(of: "Retry-After") else { return nil }
        if let seconds = UInt32(value) { return .now().advanced(bySeconds: Double(seconds)) }
        return CivilTime(field: value.utf8).map { Timestamp(seconds: $0.seconds) }
    }
}
