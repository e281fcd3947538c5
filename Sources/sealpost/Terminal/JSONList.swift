// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Prints a JSON array as its elements come, one a line, so that none has to wait in memory for the others.
struct JSONList {
    private var isEmpty = true

    /// Prints an element.
    mutating func print(_ element: String) {
        Swift.print((isEmpty ? "[" : ",") + "\n" + element, terminator: "")
        isEmpty = false
    }

    /// Prints the end.
    consuming func end() { Swift.print(isEmpty ? "[]" : "\n]") }
}
