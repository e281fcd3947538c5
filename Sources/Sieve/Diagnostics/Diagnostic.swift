// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Something that a person should change in a script.
///
/// A script with an error does not run at all; a warning is advice.
public struct Diagnostic: Sendable, Hashable, Codable, CustomStringConvertible {
    /// How much it weighs.
    public enum Severity: String, Sendable, Codable {
        /// The script can't be run.
        case error
        /// The script runs, and probably does something else than was meant.
        case warning
        /// The script does what it says, and says something that it need not.
        case remark
    }

    /// The name under which the script was given: a path, as a rule.
    public var file: String
    /// Where in the file.
    public var place: SourcePlace
    /// How much it weighs.
    public var severity: Severity
    /// What is the matter, as a lower-case phrase.
    public var message: String
    /// What was probably meant: a name, or a line to write; nil where there is nothing to propose.
    public var suggestion: String?
    /// The line of the script, for showing under the message.
    public var sourceLine: String

    /// Makes a diagnostic; control characters that the script brought into message and suggestion are made visible.
    public init(
        file: String, place: SourcePlace, severity: Severity, message: String, suggestion: String? = nil,
        sourceLine: String
    ) {
        self.file = file
        self.place = place
        self.severity = severity
        self.message = message.onOneLine
        self.suggestion = suggestion?.onOneLine
        self.sourceLine = sourceLine
    }

    /// `file:line:column: error: message`, as compilers print it, so that editors can jump there.
    public var headline: String {
        let hint = suggestion.map { "; \($0)" } ?? ""
        return "\(file.onOneLine):\(place.line):\(place.column): \(severity.rawValue): \(message)\(hint)"
    }

    /// The headline, the line of the script, and a caret under the place.
    public var description: String {
        // What is the matter with a file as a whole stands in no line of it.
        guard !sourceLine.isEmpty else { return headline }
        // Tabs are repeated, so that the caret stands right whatever width the terminal gives them.
        let indent = sourceLine.prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
        let marks = "^" + String(repeating: "~", count: max(place.length - 1, 0))
        let line = sourceLine.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).onOneLine }
        return "\(headline)\n    \(line.joined(separator: "\t"))\n    \(indent)\(marks)"
    }
}
