// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Spelling

/// The diagnostics of one script while it is being compiled.
struct Findings: Sendable {
    let source: SourceText
    private(set) var diagnostics: [Diagnostic] = []
    /// How many errors there were, the ones beyond the limit included.
    private(set) var errorCount = 0

    /// How many of them leave a call without something that its maker relies on.
    private(set) var breakingCount = 0
    /// Where the script can't be read any more, because a string or comment never ends.
    private(set) var end: Int?

    var hasErrors: Bool { errorCount > 0 }

    /// How many findings of one severity are kept.
    ///
    /// A page full is all that anybody reads; a script of noise must not cost memory either.
    static let limit = 100

    init(source: SourceText) { self.source = source }

    /// The known name that was probably meant; nil for a finding that nobody will see, which must not cost time either.
    func nearest(to name: String, in known: some Sequence<String>) -> String? {
        diagnostics.count < Self.limit ? NearestName.of(name, in: known) : nil
    }

    /// Reports an error; one that breaks nothing, such as a missing `require`, lets its call be checked further.
    mutating func error(_ message: String, at range: Range<Int>, suggestion: String? = nil, breaks: Bool = true) {
        errorCount += 1
        if breaks { breakingCount += 1 }
        add(.error, message, range, suggestion)
    }

    mutating func warning(_ message: String, at range: Range<Int>, suggestion: String? = nil) {
        add(.warning, message, range, suggestion)
    }

    /// Reports a string or comment that never ends; whatever would be said about the rest would be about noise.
    mutating func unclosed(_ message: String, at range: Range<Int>) {
        error(message, at: range)
        end = range.lowerBound
    }

    /// Text of a script as a message can show it: not too long.
    static func shown(_ text: String) -> String {
        text.count > 60 ? text.prefix(57) + "..." : text
    }

    private mutating func add(_ severity: Diagnostic.Severity, _ message: String, _ range: Range<Int>, _ hint: String?)
    {
        // Errors have room of their own: behind ever so many warnings, a script that can't run still says why.
        guard range.lowerBound < end ?? .max, diagnostics.count(where: { $0.severity == severity }) < Self.limit else {
            return
        }
        let place = source.place(of: range)
        let finding = Diagnostic(
            file: source.name, place: place, severity: severity, message: message, suggestion: hint,
            sourceLine: source.line(place.line))
        if !diagnostics.contains(finding) { diagnostics.append(finding) }
    }

    /// The diagnostics in the order of the file.
    var sorted: [Diagnostic] {
        diagnostics.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
    }
}
