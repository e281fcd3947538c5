// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Fuzzing
import Invariants
import SieveInvariants

/// Fuzzes running: whatever compiles, over whatever can be read as a mail.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzzing.check(start, count, { bytes throws(InvariantFailure) in try RunningInvariants.check(bytes) })
}
