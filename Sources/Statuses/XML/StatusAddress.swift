// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl

/// Where the status of a ticket is asked for: an address with `{token}` in the place of the ticket's token.
public struct StatusAddress: Sendable, Hashable {
    private static let place = "{token}"
    private let template: String

    /// Checks a template: the token may not stand in the host's name, where it would choose who gets the password.
    public init(_ template: String) throws(StatusFault) {
        guard template.contains(Self.place) else {
            throw StatusFault("must hold \(Self.place) where the ticket's token belongs")
        }
        self.template = template
        let (one, other) = (try endpoint(for: "a"), try endpoint(for: "b"))
        guard one.host == other.host, one.port == other.port, one.scheme == other.scheme else {
            throw StatusFault("must not have \(Self.place) in the host's name")
        }
        guard one.scheme == "https" || one.isLoopback else {
            throw StatusFault("must begin with https://: a password goes with it")
        }
    }

    /// The address for a ticket.
    ///
    /// Each byte of the token that is no letter or digit, `-` or `_` is escaped: a token is the service's own text, and must
    /// not become another path or parameter. So is a dot, as `..` would be a step up.
    public func endpoint(for token: String) throws(StatusFault) -> Endpoint {
        let escaped = token.utf8.map { byte in
            let isPlain =
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
        do throws(EndpointError) {
            return try Endpoint(template.replacing(Self.place, with: escaped))
        } catch {
            throw StatusFault(error.description)
        }
    }
}
