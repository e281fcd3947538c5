// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Invariants
import SieveInvariants

/// What the fuzzers have in common.
public enum Fuzzing {
    /// Holds an input of libFuzzer against an invariant, and traps where it fails, which libFuzzer records.
    public static func check(
        _ start: UnsafePointer<UInt8>?, _ count: Int, _ invariant: ([UInt8]) throws(InvariantFailure) -> Void
    ) -> CInt {
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        do { try invariant(bytes) } catch { fatalError(error.description) }
        return 0
    }
}

/// Prints the dictionary where the only argument is `--dictionary`; libFuzzer calls this before it reads its arguments.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
    guard count.pointee == 2, let argument = arguments.pointee[1], String(cString: argument) == "--dictionary" else {
        return 0
    }
    print(FuzzDictionary.text, terminator: "")
    exit(0)
}
