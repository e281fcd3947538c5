// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Outcome {
    /// What sieve-test printed, with its exit status in a last line.
    init(sieveTest output: String) {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if output.contains("failed to compile sieve script") {
            self = .refused(lines.first { $0.contains("error:") } ?? output)
        } else if ["Segmentation fault", "Aborted", "Panic: ", "corrupt binary"].contains(where: output.contains) {
            self = .crash
        } else if !output.contains("final result: success") {
            self = .fault(lines.first { $0.contains("error:") } ?? output)
        } else {
            self = .actions(Self.actions(lines))
        }
    }

    private static func actions(_ lines: [String]) -> [String] {
        var found: [(action: String, isCopy: Bool)] = []
        var isImplicit = false
        for line in lines {
            if line == "Implicit keep:" { isImplicit = true }
            if line.contains("+ preserve implicit keep"), !found.isEmpty { found[found.count - 1].isCopy = true }
            guard line.hasPrefix(" * ") else { continue }
            found.append((isImplicit ? "implicit keep" : action(String(line.dropFirst(3))), false))
        }
        var list = ActionList()
        for (action, isCopy) in found { list.add(action, isCopy: isCopy) }
        return list.lines
    }

    private static func action(_ text: String) -> String {
        if let name = text.rest(behind: "store message in folder:") { return "store \(ActionList.shown(name))" }
        if let address = text.rest(behind: "redirect message to:") {
            return "redirect \(ActionList.mailbox(address.trimmingCharacters(in: ["<", ">", " "])))"
        }
        if let reason = text.rest(behind: "reject message with reason:") { return "reject \(ActionList.shown(reason))" }
        return text
    }
}

extension String {
    fileprivate func rest(behind start: String) -> String? {
        hasPrefix(start) ? String(dropFirst(start.count)) : nil
    }
}
