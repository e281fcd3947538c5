// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Fuzzing
import MailInvariants

/// Fuzzes reading: whatever may be a mail.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzzing.check(start, count, ReadingInvariants.check)
}
