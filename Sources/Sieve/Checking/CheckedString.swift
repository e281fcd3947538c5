// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A string of a script after checking.
public struct CheckedString: Sendable {
    /// The string where it is known before the script runs; nil where variables go in.
    public let constant: String?
    /// Where it stands.
    public let place: SourcePlace
    let range: Range<Int>
    let template: StringTemplate
}
