// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Foreign text, made fit for a log line or a notice.
enum OneLine {
    /// The printable beginning of `bytes`, runs of white space as one blank, with every secret hidden.
    static func text(_ bytes: some Sequence<UInt8>, limit: Int = 200, hiding secrets: [String] = []) -> String {
        text(String(decoding: Array(bytes.prefix(limit * 8)), as: UTF8.self), limit: limit, hiding: secrets)
    }

    /// The printable beginning of `text`, runs of white space as one blank, with every secret hidden.
    static func text(_ text: String, limit: Int = 200, hiding secrets: [String] = []) -> String {
        // Hidden before the line is made, and before it is cut, which might leave half a secret; and once more in it, for what
        // is left out of a text can bring the halves of one together.
        let line = hiding(secrets, in: clean(hiding(secrets, in: text)))
        guard let end = line.unicodeScalars.index(line.startIndex, offsetBy: limit, limitedBy: line.endIndex),
            end < line.endIndex
        else { return line }
        return line[..<end] + "..."
    }

    /// The printable characters, runs of white space as one blank.
    private static func clean(_ text: String) -> String {
        var line = ""
        var wantsBlank = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                wantsBlank = !line.isEmpty
                continue
            }
            // Control characters could drive a terminal; direction marks could make a line read as another.
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .surrogate, .unassigned: continue
            default: break
            }
            if wantsBlank { line += " " }
            wantsBlank = false
            line.unicodeScalars.append(scalar)
        }
        return line
    }

    private static func hiding(_ secrets: [String], in text: String) -> String {
        secrets.isEmpty ? text : String(decoding: hiding(secrets, in: Array(text.utf8)), as: UTF8.self)
    }

    /// The bytes with every secret replaced.
    static func hiding(_ secrets: [String], in bytes: [UInt8]) -> [UInt8] {
        secrets.filter { !$0.isEmpty }.reduce(bytes) { hide(Array($1.utf8), in: $0) }
    }

    private static func hide(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: secret) {
                output += Array("(hidden)".utf8)
                index += secret.count
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }
}
