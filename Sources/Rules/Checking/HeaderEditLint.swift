// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve
import Spelling

/// Edits of header fields that aren't the rules' to edit, and options with values that can't be.
struct HeaderEditLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.filter { $0.name == "addheader" || $0.name == "deleteheader" }.compactMap { call in
            guard let string = call.strings(0).first, let name = string.constant else { return nil }
            guard EditableField.isEditable(name) else {
                let near = NearestName.of(name, in: EditableField.names).map { "did you mean \($0)?" }
                return compilation.diagnostic(
                    .error, "rules edit Subject and the options of routes only, not \(name)", at: string.place,
                    suggestion: near)
            }
            guard call.name == "addheader", let option = OptionName(fieldName: name) else { return nil }
            if option == .route {
                return compilation.diagnostic(
                    .error, "a rule chooses a route by fileinto, not by \(name)", at: string.place)
            }
            let value = call.strings(1).first
            guard let value, let constant = value.constant else { return nil }
            if let objection = option.objection(to: constant) {
                return compilation.diagnostic(.error, objection, at: value.place)
            }
            if option == .mustReachBy, MustReachBy(constant)?.isOver(at: .now()) == true {
                return compilation.diagnostic(.error, "\(constant) is over; this holds", at: value.place)
            }
            return nil
        }
    }
}
