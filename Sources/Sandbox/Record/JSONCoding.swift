// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The one way in which the sandbox reads and writes JSON.
enum JSONCoding {
    /// Writes members in order of their names, so that two runs can be compared.
    static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            : [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// Turns any value into a JSON value.
    static func json(_ value: some Encodable) -> JSON {
        guard let data = try? encoder().encode(value), let json = try? JSONDecoder().decode(JSON.self, from: data)
        else { return .null }
        return json
    }
}
