// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A request that got no whole answer, and how far it had come: that decides whether it may be repeated.
public struct TransferError: Error, Sendable, Hashable, CustomStringConvertible {
    /// How far the request had come when it ended.
    ///
    /// Counted by what libcurl took from the body's reader, which is at least what reached the wire. So ``wholeBody`` may
    /// be said of a body that never left, but no request whose body left as a whole is ever called less.
    public enum Progress: Sendable, Hashable {
        /// Not a byte of the body left: name lookup, connection or TLS failed, or the connection ended before the body.
        case nothing
        /// A part of the body left. Its length had been announced, so the server knows that it has not got all of it
        /// and must not act upon it (RFC 9112, section 8), nor can it read half a JSON value.
        case partOfBody
        /// All of the body left and no answer began: it may have been acted upon.
        case wholeBody
        /// An answer began and was not ended, or was too long; what came of it.
        case tornAnswer(HTTPAnswer)
    }

    /// What went wrong.
    public enum Cause: String, Sendable {
        /// The request can't be made as it is: a fault of settings or program.
        case unusable = "the request can't be made"
        /// The host name, or the proxy's, has no address.
        case resolving = "the host name could not be looked up"
        /// No connection.
        case connecting = "no connection"
        /// The server's certificate is not trusted, or the trusted ones can't be read.
        case certificate = "the server's certificate is not trusted"
        /// TLS failed otherwise.
        case encryption = "no encrypted connection"
        /// The server did not let us log in.
        case login = "the server refused the login"
        /// A time limit passed.
        case timeout = "a time limit passed"
        /// The connection ended too early.
        case disconnected = "the connection ended too early"
        /// The answer was longer than the limit.
        case answerTooLong = "the answer is too long"
        /// The other side broke the protocol.
        case garbled = "the answer makes no sense"
        /// The task was cancelled.
        case cancelled = "cancelled"
    }

    /// The host that was asked.
    public var host: String
    /// What went wrong.
    public var cause: Cause
    /// How far the request had come.
    public var progress: Progress
    /// libcurl's own words: a host name, a port, a certificate's fault; nothing secret.
    public var detail: String

    /// Makes an error.
    public init(host: String, cause: Cause, progress: Progress, detail: String = "") {
        self.host = host
        self.cause = cause
        self.progress = progress
        self.detail = detail
    }

    /// Cause, host and detail in one line.
    public var description: String {
        "\(host): \(cause.rawValue)" + (detail.isEmpty ? "" : " (\(detail))")
    }
}
