// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One HTTP request as it came in, whole.
struct Request: Sendable {
    /// The method, upper case.
    var method: String
    /// The path as sent, still percent-encoded: paths are compared as the services' definitions write them.
    var path: String
    /// The query as sent, still percent-encoded.
    var rawQuery: String
    /// The query's pairs, decoded.
    var query: [String: String]
    /// The header fields, sorted by name; of fields sent twice the server keeps the last.
    var headers: [HeaderPair]
    /// The body.
    var body: Data

    /// The value of the first header field of this name.
    func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    /// The media type of the body, lower case, without parameters; nil where none is given.
    var mediaType: String? {
        header("Content-Type")?.split(separator: ";", maxSplits: 1).first?
            .trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// The path and query as sent.
    var target: String { rawQuery.isEmpty ? path : "\(path)?\(rawQuery)" }
}
