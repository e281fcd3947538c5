// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

extension Compilation {
    /// Every command and test, from the top down.
    var allCalls: [CheckedCall] { calls.flatMap(\.withDescendants) }

    /// Every list of commands: the script, and each block.
    var allBlocks: [[CheckedCall]] { [calls] + allCalls.map(\.block).filter { !$0.isEmpty } }
}

extension CheckedCall {
    /// The call and everything inside it; the depth is bounded by the parser.
    var withDescendants: [CheckedCall] { [self] + (tests + block).flatMap(\.withDescendants) }
}
