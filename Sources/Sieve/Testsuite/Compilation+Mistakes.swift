// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Compilation {
    /// The first error of each call, and all that are in none; before them those of the scripts that it includes.
    ///
    /// Pigeonhole leaves a command or test at its first mistake, and its tests count so; here everything that is wrong with
    /// one is told.
    var mistakes: [Diagnostic] { included.flatMap(\.firstErrors) + firstErrors }

    private var firstErrors: [Diagnostic] {
        let spans = calls.flatMap(\.withInner).map { call in
            let end = max(call.range.upperBound - 1, call.range.lowerBound)
            return (start: source.place(of: call.range.lowerBound..<end), end: source.place(of: end..<end + 1))
        }
        var met: Set<Int> = []
        return diagnostics.filter { diagnostic in
            guard diagnostic.severity == .error else { return false }
            // A call that stands inside another one comes behind it.
            guard
                let call = spans.lastIndex(where: {
                    !diagnostic.place.isBefore($0.start) && !$0.end.isBefore(diagnostic.place)
                })
            else { return true }
            return met.insert(call).inserted
        }
    }
}

extension CheckedCall {
    /// It and the calls in it, each behind the one in which it stands.
    fileprivate var withInner: [CheckedCall] { [self] + (tests + block).flatMap(\.withInner) }
}

extension SourcePlace {
    fileprivate func isBefore(_ other: SourcePlace) -> Bool { (line, column) < (other.line, other.column) }
}
