// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Synchronization

@testable import Sieve

/// Bytes that count how many of them were asked for.
final class CountedBytes: MessageBytes {
    private let bytes: [UInt8]
    private let asked = Mutex(0)

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }
    var total: Int { asked.withLock { $0 } }

    func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        asked.withLock { $0 += range.count }
        return try bytes.withBytes(in: range, body)
    }
}

/// A mail as reading makes it, and the bytes that are counted from then on.
func counted(_ mail: String) -> (ScriptInput, CountedBytes) {
    var message = parsedInput(mail).message
    let source = CountedBytes(Array(mail.utf8))
    message.source = source
    return (ScriptInput(message: message, sender: nil, recipient: "a@b.example"), source)
}
