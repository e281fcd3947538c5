// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The header fields that rules may edit.
enum EditableField {
    /// Whether a rule may add or delete fields of this name.
    static func isEditable(_ name: String) -> Bool {
        name.lowercased() == "subject" || OptionName(fieldName: name) != nil
    }

    /// All of them, for messages and proposals.
    static let names = ["Subject"] + OptionName.allCases.filter { $0 != .route }.map(\.fieldName)
}
