// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `copy`: an action beside what else happens (RFC 3894).
    static let copy = Extension(
        capability: "copy", specification: "RFC 3894",
        tags: [
            TagDefinition("copy", reach: .calls(["fileinto", "redirect"]), effect: .action { _ in CopyModifier() })
        ])
}

private struct CopyModifier: ActionModifier {
    func modify(_ action: inout Action, in run: inout Run) throws(ScriptFault) { action.isCopy = true }
}
