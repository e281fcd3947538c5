// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TransferEncodings

/// The delimiter between the parts of one multipart.
///
/// RFC 2046, section 5.1.1.
struct Boundary {
    /// The parameter's value, without the trailing blanks that transport may add.
    let value: [UInt8]

    /// What a line is to this boundary.
    enum Match {
        case delimiter
        case closing
        /// Ends as a closing one does and has something behind it.
        case oddClosing
        /// Begins as the boundary does and goes on otherwise.
        case prefix
        case none
    }

    init(_ parameter: [UInt8]) {
        var value = parameter
        while let last = value.last, last.isBlank { value.removeLast() }
        self.value = value
    }

    /// The boundary of a multipart; an empty one where it names none.
    init(of type: ParameterizedValue) {
        self.init(type.decoded("boundary").map { Array($0.text.utf8) } ?? [])
    }

    /// Compares the content of a line that begins with two hyphens.
    func match(_ line: UnsafeRawBufferPointer) -> Match {
        let rest = line.dropFirst(2)
        guard rest.starts(with: value) else { return .none }
        let tail = rest.dropFirst(value.count)
        // An empty boundary is against the RFC and met; then "-- " is no boundary but begins a signature.
        if value.isEmpty { return tail.isEmpty ? .delimiter : tail.elementsEqual("--".utf8) ? .closing : .none }
        if tail.allSatisfy({ $0.isBlank }) { return .delimiter }
        guard tail.starts(with: "--".utf8) else { return .prefix }
        return tail.dropFirst(2).allSatisfy({ $0.isBlank }) ? .closing : .oddClosing
    }
}
