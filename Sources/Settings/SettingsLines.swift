// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the line on which a key stands, which the TOML library does not tell.
struct SettingsLines {
    private var lines: [String: Int] = [:]

    /// Notes where each table and each key stands.
    ///
    /// A key inside an inline table or a multi-line string counts as on its table's or string's line; that is near enough
    /// for a message.
    init(_ text: String) {
        var table = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("["), let end = trimmed.firstIndex(of: "]") {
                table = Self.plain(trimmed[..<end].dropFirst())
                lines[table] = lines[table] ?? index + 1
            } else if let equals = trimmed.firstIndex(of: "="), !trimmed.hasPrefix("#") {
                let key = Self.plain(trimmed[..<equals])
                let full = table.isEmpty ? key : "\(table).\(key)"
                lines[full] = lines[full] ?? index + 1
            }
        }
    }

    /// The line of a key, or of the nearest table above it.
    func line(of path: [String]) -> Int? {
        var path = path[...]
        while !path.isEmpty {
            if let line = lines[path.joined(separator: ".")] { return line }
            path.removeLast()
        }
        return nil
    }

    private static func plain(_ key: Substring) -> String {
        String(key.filter { !" \t\"'".contains($0) })
    }
}
