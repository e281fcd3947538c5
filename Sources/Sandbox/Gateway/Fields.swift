// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object, checked one by one as a service's definition names them.
struct Fields {
    private let members: [String: JSON]
    private let path: String

    /// Takes an object; refuses members that nobody documented, which are most often misspelt ones.
    init(_ json: JSON, at path: String = "", known: Set<String>) throws(Rejection) {
        guard let members = json.object else {
            throw Rejection(400, "must be an object, not \(json.kind)", at: path)
        }
        if let stranger = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw Rejection(400, "there is no such field", at: path + stranger)
        }
        self.members = members
        self.path = path
    }

    /// A string that must be there.
    func required(_ name: String) throws(Rejection) -> String {
        guard let value = try optional(name) else { throw Rejection(400, "the field is required", at: path + name) }
        return value
    }

    /// A string that may be missing.
    func optional(_ name: String) throws(Rejection) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.string else {
            throw Rejection(400, "must be a string, not \(value.kind)", at: path + name)
        }
        return text
    }

    /// An array that must be there.
    func array(_ name: String) throws(Rejection) -> [JSON] {
        guard let value = members[name] else { throw Rejection(400, "the field is required", at: path + name) }
        guard let elements = value.array else {
            throw Rejection(400, "must be an array, not \(value.kind)", at: path + name)
        }
        return elements
    }

    /// A string that must be there and hold exactly one address.
    func address(_ name: String) throws(Rejection) -> String {
        let text = try required(name)
        guard MailboxSyntax.isAddress(text) else {
            throw Rejection(400, "must be exactly one e-mail address", at: path + name)
        }
        return text
    }
}
