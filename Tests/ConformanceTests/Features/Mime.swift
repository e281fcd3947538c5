// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5703, sections 4 and 5.
    static let mime = Feature(
        capabilities: ["mime"],
        tests: [
            { draft in
                let content = draft.random.pick(draft.mail.contents + ["text/plain", "multipart/mixed", "x.exe"])
                let pieces = content.split(separator: "/").map(String.init)
                let option = draft.random.pick([
                    ":type ", ":subtype ", ":contenttype ", ":param \"filename\" ", ":param [\"name\", \"charset\"] ",
                    "",
                ])
                let (tags, keys) = draft.comparison(with: draft.random.pick([content] + pieces))
                let names = draft.random.pick(["Content-Type", "Content-Disposition", "content-type"])
                return "header :mime \(draft.random.chance(60) ? ":anychild " : "")\(option)\(tags)\"\(names)\" \(keys)"
            },
            { draft in
                let name = draft.random.pick([
                    "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "X-No",
                ])
                return "exists :mime \(draft.random.chance(60) ? ":anychild " : "")\"\(name)\""
            },
        ])
}
