// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How a test came out.
struct Fact {
    let test: ConstantTest
    let isTrue: Bool

    func contradicts(_ other: Fact) -> Bool {
        test.contradicts(other.test, whenTrue: isTrue, otherWhenTrue: other.isTrue)
    }
}
