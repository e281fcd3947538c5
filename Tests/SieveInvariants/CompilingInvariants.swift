// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Sieve

/// What holds whatever bytes are compiled.
public enum CompilingInvariants {
    /// Compiles bytes as they are, and again behind a `require` of everything, which lets more of them be checked.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        // Enough to be included from, rightly and wrongly.
        let others = ["global \"a\"; keep;", "include \"1\"; include \"0\";"].map { Array($0.utf8) }
        let scripts = FuzzScripts(main: bytes, others: others)
        try check(scripts)
        try check(scripts.requiringAll)
        try require(
            scripts.compilation.allDiagnostics == scripts.compilation.allDiagnostics,
            "compiling twice finds different things")
    }

    private static func check(_ scripts: FuzzScripts) throws(InvariantFailure) {
        let compilation = scripts.compilation
        let hasErrors = compilation.allDiagnostics.contains { $0.severity == .error }
        try require((compilation.script == nil) == hasErrors, "a script is there exactly if there is no error")
        for part in compilation.included + [compilation] { try check(part.diagnostics, in: scripts) }
        guard let others = scripts.withCRLF else { return }
        try require(
            compilation.allDiagnostics == others.compilation.allDiagnostics,
            "line ends of the other kind make other diagnostics")
    }

    /// Holds what was found in one script against its lines.
    static func check(_ diagnostics: [Diagnostic], in scripts: FuzzScripts) throws(InvariantFailure) {
        guard let first = diagnostics.first else { return }
        let lines = scripts.lines(of: first.file)
        var last = (1, 1)
        for diagnostic in diagnostics {
            let place = diagnostic.place
            let text = diagnostic.description
            try require(lines.contains(place), "a diagnostic is not in the script: \(text)")
            // An empty line has nothing for a caret to stand under.
            let isBare = diagnostic.sourceLine.isEmpty
            let breaks = text.utf8.count { $0 == UInt8(ascii: "\n") }
            try require(breaks == (isBare ? 0 : 2), "a diagnostic has lines too many or too few: \(text)")
            try require(text.isPlain(but: "\n\t"), "a diagnostic holds control characters: \(text)")
            try require(last <= (place.line, place.column), "diagnostics are not in the order of the file: \(text)")
            last = (place.line, place.column)
        }
    }
}
