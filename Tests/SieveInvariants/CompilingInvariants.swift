// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// What holds whatever bytes are compiled.
public enum CompilingInvariants {
    /// The name under which scripts are compiled here.
    static let fileName = "any.sieve"

    /// Compiles bytes as they are, and again behind a `require` of everything, which lets more of them be checked.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        try checkAlone(bytes)
        try checkAlone(Self.requiringAll + bytes)
        let diagnostics = [bytes, bytes].map { Script.compile(source: $0, name: fileName).diagnostics }
        try require(diagnostics[0] == diagnostics[1], "compiling twice finds different things")
    }

    /// A line that requires every extension there is.
    static let requiringAll: [UInt8] = {
        let names = Vocabulary.all.compactMap(\.capability).map { "\"\($0)\"" }
        return Array("require [\(names.joined(separator: ", "))];\n".utf8)
    }()

    private static func checkAlone(_ bytes: [UInt8]) throws(InvariantFailure) {
        let compilation = Script.compile(source: bytes, name: fileName)
        let hasErrors = compilation.diagnostics.contains { $0.severity == .error }
        try require((compilation.script == nil) == hasErrors, "a script is there exactly if there is no error")
        try checkPlaces(of: compilation.diagnostics, in: ScriptLines(bytes))
        if !bytes.contains(UInt8(ascii: "\r")) {
            let other = Script.compile(source: withCRLF(bytes), name: fileName)
            try require(
                compilation.diagnostics == other.diagnostics, "line ends of the other kind make other diagnostics")
        }
    }

    static func checkPlaces(of diagnostics: [Diagnostic], in lines: ScriptLines) throws(InvariantFailure) {
        var last = (1, 1)
        for diagnostic in diagnostics {
            let place = diagnostic.place
            try require(lines.contains(place), "a diagnostic is not in the script: \(diagnostic.headline)")
            let text = diagnostic.description
            try require(text.utf8.count { $0 == UInt8(ascii: "\n") } == 2, "a diagnostic is not three lines: \(text)")
            try require(text.isPlain(but: "\n\t"), "a diagnostic holds control characters: \(text)")
            try require(last <= (place.line, place.column), "diagnostics are not in the order of the file")
            last = (place.line, place.column)
        }
    }

    /// The same script with its lines ended as on Windows.
    static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
    }
}
