// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What compiling a script came to.
public struct Compilation: Sendable {
    /// The script; nil if it, or one that it includes, has an error.
    ///
    /// Also nil for an included script, which runs as a part of the one that includes it.
    public internal(set) var script: Script?
    /// What a person should change in this script, in the order of the file.
    public let diagnostics: [Diagnostic]
    /// The commands as far as they could be checked, for those who check a script for more than being Sieve.
    ///
    /// They are there for a script with errors too, so that all that is wrong with it can be said at once.
    public let calls: [CheckedCall]
    /// The commands that have no error, as a script; nil if the source was not looked at.
    var soundPart: Script?
    /// The scripts that it includes, directly or through others, each once and before the one that includes it.
    public internal(set) var included: [Compilation] = []
    /// The capabilities of which the script uses something, whether or not it requires them.
    public internal(set) var usedCapabilities: Set<String> = []
    let source: SourceText

    /// What a person should change, in this script and in those that it includes: what is at the root of it first.
    public var allDiagnostics: [Diagnostic] { included.flatMap(\.diagnostics) + diagnostics }

    /// The name under which it was compiled.
    public var name: String { source.name }

    /// The bytes that were compiled.
    public var sourceBytes: [UInt8] { source.bytes }

    /// A finding of one's own about a place in the script.
    public func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, at place: SourcePlace, suggestion: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            file: source.name, place: place, severity: severity, message: message, suggestion: suggestion,
            sourceLine: source.line(place.line))
    }
}
