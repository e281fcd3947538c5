// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import Sieve

/// A line of a rule file that chooses what happens to a message.
public struct ChoosingLine: Sendable, Hashable {
    /// Where it stands.
    public let place: Decision.Place
    /// What it does: `fileinto "registered"`.
    public let command: String

    /// Those of a file, from the top down.
    static func all(in compilation: Compilation) -> [ChoosingLine] {
        let actions: Set = ["fileinto", "keep", "discard", "redirect", "reject", "ereject"]
        return compilation.allCalls.filter { actions.contains($0.name) }.map { call in
            let argument = call.strings(0).first.map { " \"\($0.constant ?? "${...}")\"" } ?? ""
            return ChoosingLine(
                place: Decision.Place(file: compilation.name, line: call.place.line), command: call.name + argument)
        }
    }
}
