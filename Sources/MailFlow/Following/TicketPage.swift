// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
public import Mail

/// The page of a ticket, checked before a browser is sent there.
public struct TicketPage: Sendable, Hashable {
    /// Why a ticket's page is not opened.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong with it.
        public let description: String
    }

    /// Its address.
    public let url: String

    /// Takes the address that came with a ticket.
    ///
    /// It came from outside, and other programs get it: so it is https, or http on this machine as the sandbox has it, names
    /// nobody's password, and is made of the characters of RFC 3986 alone.
    public init(_ ticket: Ticket) throws(Fault) {
        guard !ticket.url.isEmpty else {
            throw Fault(description: "ticket \(ticket.token.onOneLine) came without a page")
        }
        guard ticket.url.utf8.allSatisfy(Self.characters.contains) else {
            throw Fault(description: "the address of the ticket's page holds what no address may")
        }
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint(ticket.url)
        } catch {
            throw Fault(description: "the ticket's page: \(error)".onOneLine)
        }
        // What is checked has to be what a browser reads there: libcurl is more lenient with slashes and numbers.
        let beginnings = [endpoint.host, "[\(endpoint.host)]"].map { "\(endpoint.scheme)://\($0)" }
        guard beginnings.contains(where: ticket.url.lowercased().hasPrefix) else {
            throw Fault(description: "the address of the ticket's page is not written as addresses are: \(endpoint)")
        }
        guard endpoint.scheme == "https" || endpoint.scheme == "http" && endpoint.isLoopback else {
            throw Fault(description: "the ticket's page is at \(endpoint), which is not https")
        }
        url = ticket.url
    }

    /// Section 2: the reserved characters, the unreserved ones, and the sign of those that are encoded.
    private static let characters = Set(
        ":/?#[]@!$&'()*+,;=-._~%0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
}
