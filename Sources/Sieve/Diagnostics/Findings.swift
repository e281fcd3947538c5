// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The diagnostics of one script while it is being compiled.
struct Findings: Sendable {
    let source: SourceText
    private(set) var diagnostics: [Diagnostic] = []
    /// How many errors there were, the ones beyond the limit included.
    private(set) var errorCount = 0

    var hasErrors: Bool { errorCount > 0 }

    /// A page full is all that anybody reads; a script of noise must not cost memory either.
    static let limit = 100

    init(source: SourceText) { self.source = source }

    mutating func error(_ message: String, at range: Range<Int>, suggestion: String? = nil) {
        errorCount += 1
        add(.error, message, range, suggestion)
    }

    mutating func warning(_ message: String, at range: Range<Int>, suggestion: String? = nil) {
        add(.warning, message, range, suggestion)
    }

    private mutating func add(_ severity: Diagnostic.Severity, _ message: String, _ range: Range<Int>, _ hint: String?)
    {
        guard diagnostics.count < Self.limit else { return }
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
