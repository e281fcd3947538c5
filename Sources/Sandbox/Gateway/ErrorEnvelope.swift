// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The forms in which the services, and the gateway before them, word an error.
public enum ErrorEnvelope: String, Sendable, Hashable, Codable, CaseIterable {
    /// `transactionId`, `status`, `name`, `message`, `info`: the registered service's definition.
    case kpn
    /// `errorResponse`, as other services of the same gateway have it.
    case errorResponse
    /// `error` with `code` and `message`.
    case error
    /// `error_code`, `message`, `correlation_id`.
    case errorCode
    /// `fault` with `faultstring` and `detail`, as the gateway's product (Apigee) answers by itself.
    case apigee
    /// `ErrorCode` and `Error`, as the same product words errors of the token endpoint.
    case oauth
    /// A page of HTML, as a proxy in between sends it.
    case html
    /// Nothing at all.
    case empty

    /// The error as JSON; null for the forms that aren't JSON.
    func json(_ status: Int, _ message: String, name: String? = nil, info: String = "") -> JSON {
        let name = name ?? ReasonPhrase.of(status)
        return switch self {
        case .kpn:
            [
                "transactionId": .string(Opaque.identifier()), "status": .string(String(status)),
                "name": .string(name), "message": .string(message), "info": .string(info),
            ]
        case .errorResponse:
            ["errorResponse": ["code": .string(String(status)), "message": .string(message), "info": .string(info)]]
        case .error:
            ["error": ["code": .integer(status), "message": .string(message)]]
        case .errorCode:
            [
                "error_code": .string(name), "message": .string(message),
                "correlation_id": .string(Opaque.identifier()),
            ]
        case .apigee:
            ["fault": ["faultstring": .string(message), "detail": ["errorcode": .string(Self.faultCode(status))]]]
        case .oauth:
            [
                "ErrorCode": .string(status == 401 ? "invalid_client" : "invalid_request"),
                "Error": .string(message),
            ]
        case .html, .empty:
            .null
        }
    }

    /// The whole answer.
    func reply(_ status: Int, _ message: String, name: String? = nil, info: String = "") -> Reply {
        switch self {
        case .html:
            let phrase = "\(status) \(ReasonPhrase.of(status))"
            return Reply(
                status, [HeaderPair("Content-Type", "text/html")],
                body: Data("<html><head><title>\(phrase)</title></head><body><h1>\(phrase)</h1></body></html>\n".utf8))
        case .empty:
            return Reply(status)
        default:
            return .json(status, json(status, message, name: name, info: info))
        }
    }

    private static func faultCode(_ status: Int) -> String {
        switch status {
        case 401: "oauth.v2.InvalidAccessToken"
        case 429: "policies.ratelimit.QuotaViolation"
        case 404: "messaging.adaptors.http.flow.ApplicationNotFound"
        case 504: "messaging.adaptors.http.flow.GatewayTimeout"
        default: "messaging.adaptors.http.flow.ServiceUnavailable"
        }
    }
}
