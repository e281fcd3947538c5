// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One of the calls that the services document.
public enum Endpoint: String, Sendable, Hashable, Codable, CaseIterable {
    /// `POST /oauth/client_credential/accesstoken`.
    case token
    /// `POST /webservice/mailsender/send` of the registered service.
    case send
    /// `POST /api/user/` of the registered service.
    case user
    /// `POST /account` and `GET /account` of the secure service.
    case account
    /// `POST /message` of the secure service.
    case message

    /// The methods that the endpoint knows.
    var methods: [String] { self == .account ? ["GET", "POST"] : ["POST"] }

    /// The endpoint at a path, or nil; paths are compared as written, so the slash that ends `/api/user/` matters.
    static func at(_ path: String, _ configuration: SandboxConfiguration) -> Endpoint? {
        switch path {
        case "/oauth/client_credential/accesstoken": .token
        case configuration.registered.base + "/webservice/mailsender/send": .send
        case configuration.registered.base + "/api/user/": .user
        case configuration.secure.base + "/account": .account
        case configuration.secure.base + "/message": .message
        default: nil
        }
    }
}
