// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Keys that no address, or no part of one, can ever be equal to.
struct AddressKeyLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.filter { $0.name == "address" || $0.name == "envelope" }.flatMap { call in
            guard let comparison = call.comparison else { return [Diagnostic]() }
            return call.strings(1).compactMap { finding(call, comparison, $0, compilation) }
        }
    }

    private func finding(
        _ call: CheckedCall, _ comparison: BaseComparison, _ key: CheckedString, _ compilation: Compilation
    ) -> Diagnostic? {
        guard let text = key.constant else { return nil }
        func warning(_ message: String, _ suggestion: String?) -> Diagnostic {
            compilation.diagnostic(.warning, message, at: key.place, suggestion: suggestion)
        }
        if comparison != .matches, text.contains("*") {
            return warning("* stands for itself here, and no address has it", "did you mean :matches?")
        }
        if let part = call.tags.first(where: { $0.name == "domain" || $0.name == "localpart" })?.name,
            let at = text.lastIndex(of: "@")
        {
            let rest = part == "domain" ? text[text.index(after: at)...] : text[..<at]
            return warning(
                "this is never true: :\(part) compares what stands \(part == "domain" ? "behind" : "before") the @",
                rest.isEmpty ? nil : "write \"\(rest)\"")
        }
        let isWhole = !call.tags.contains { ["domain", "localpart", "user", "detail"].contains($0.name) }
        if isWhole, comparison == .is, !text.isEmpty, !text.contains("@") {
            return warning(
                "this is never true: a whole address has an @",
                text.contains(".") ? "did you mean :domain?" : "did you mean :localpart?")
        }
        return nil
    }
}
