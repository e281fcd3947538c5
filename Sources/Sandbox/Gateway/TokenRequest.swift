// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Mail

/// A request for an access token: grant type in the query, credentials in a form body.
enum TokenRequest {
    /// What is wrong with the request; nil if nothing is.
    static func objection(to request: Request, _ configuration: SandboxConfiguration) -> Reply? {
        guard request.query["grant_type"] == "client_credentials" else {
            return ErrorEnvelope.oauth.reply(400, "grant_type must be client_credentials, in the query")
        }
        guard request.mediaType == "application/x-www-form-urlencoded" else {
            return ErrorEnvelope.oauth.reply(400, "the content type must be application/x-www-form-urlencoded")
        }
        let form = Form(String(decoding: request.body, as: UTF8.self))
        guard form["client_id"] == configuration.clientID, form["client_secret"] == configuration.clientSecret else {
            return ErrorEnvelope.oauth.reply(401, "the client credentials are invalid")
        }
        return nil
    }

    /// The answer: all scalars are strings, numbers included, and `issued_at` is in milliseconds.
    static func grant(_ token: String, at now: Timestamp, _ configuration: SandboxConfiguration) -> Reply {
        .json(
            200,
            [
                "access_token": .string(token), "token_type": "Bearer",
                "expires_in": .string(String(configuration.tokenLifetime)),
                "issued_at": .string(String(now.milliseconds)), "status": "approved", "scope": "",
                "client_id": .string(configuration.clientID), "application_name": "sealpost-sandbox",
                "level": "demo", "organization_name": "kpn", "developer_email": "developer@example.org",
                "api_product_list": "[registeredemail, secumailer]", "refresh_token": "",
                "refresh_token_expires_in": "0", "refresh_count": "0",
            ],
            // RFC 6749, section 5.1.
            [HeaderPair("Cache-Control", "no-store")])
    }
}
