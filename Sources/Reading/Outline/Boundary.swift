// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The delimiter between the parts of one multipart.
///
/// RFC 2046, section 5.1.1.
struct Boundary {
    /// The parameter's value; never empty, and without the trailing blanks that transport may add.
    let value: [UInt8]

    /// What a line is to this boundary.
    enum Match {
        case delimiter
        case closing
        /// Begins as the boundary does and goes on otherwise.
        case prefix
        case none
    }

    init?(_ parameter: [UInt8]) {
        var value = parameter
        while let last = value.last, last.isBlank { value.removeLast() }
        guard !value.isEmpty else { return nil }
        self.value = value
    }

    /// Compares the content of a line that begins with two hyphens.
    func match(_ line: UnsafeRawBufferPointer) -> Match {
        let rest = line.dropFirst(2)
        guard rest.starts(with: value) else { return .none }
        let tail = rest.dropFirst(value.count)
        if tail.allSatisfy({ $0.isBlank }) { return .delimiter }
        if tail.starts(with: "--".utf8) && tail.dropFirst(2).allSatisfy({ $0.isBlank }) { return .closing }
        return .prefix
    }
}
