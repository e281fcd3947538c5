// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What compiling a script came to.
public struct Compilation: Sendable {
    /// The script; nil if one of the diagnostics is an error.
    public let script: Script?
    /// What a person should change, in the order of the file.
    public let diagnostics: [Diagnostic]
    /// The commands as far as they could be checked, for those who check a script for more than being Sieve.
    ///
    /// They are there for a script with errors too, so that all that is wrong with it can be said at once.
    public let calls: [CheckedCall]
    /// The commands that have no error, as a script; nil if the source was not looked at.
    let soundPart: Script?
    let source: SourceText

    /// A finding of one's own about a place in the script.
    public func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, at place: SourcePlace, suggestion: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            file: source.name, place: place, severity: severity, message: message, suggestion: suggestion,
            sourceLine: source.line(place.line))
    }
}
