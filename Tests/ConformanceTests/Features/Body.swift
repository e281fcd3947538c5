// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5173.
    static let body = Feature(
        capabilities: ["body"],
        tests: [
            { draft in
                let line = draft.random.pick(draft.mail.contents + SampleMail.words)
                let transform = draft.random.pick([
                    ":text ", ":text ", "", ":raw ", ":content \"text\" ", ":content \"text/plain\" ",
                    ":content [\"text/html\", \"application\"] ",
                ])
                // Keys of whole lines and parts of them; a body as a whole is seldom known to a script.
                let tag = draft.comparator([":contains ", ":contains ", ":matches ", ":is "])
                let key = tag.contains(":matches") ? "*" + draft.part(of: line) + "*" : draft.part(of: line)
                return "body \(transform)\(tag)\(Draft.quoted(key))"
            }
        ])
}
