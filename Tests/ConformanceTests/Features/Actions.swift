// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// `fileinto` is what every script shows its branches with; here it stands for itself.
    static let fileInto = Feature(capabilities: ["fileinto"])

    /// RFC 3894.
    static let copy = Feature(capabilities: ["copy"], actionTags: [":copy", ":copy", ":COPY"])

    /// RFC 5429.
    static let reject = Feature(
        capabilities: ["reject"],
        commands: [
            { draft in
                // Beside a delivery it is an error to Pigeonhole: once in a while that is asked too.
                guard draft.hasNoAction || draft.random.chance(5) else { return [] }
                let reject = Statement.command("reject \(draft.string(draft.random.pick(SampleMail.words)));")
                return [.block("if", draft.test(depth: 1), [reject, .command("stop;")])]
            }
        ])
}
