// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A test with its place, and what it takes to show it in a trace.
struct PlacedTest: Sendable {
    let test: any CompiledTest
    let place: SourcePlace
    /// The test as it stands in the script.
    let source: ArraySlice<UInt8>

    /// The test as a trace shows it: each run of white space as one space, masked, and clipped where it is long.
    ///
    /// Masked first, so that no number is cut into what doesn't look like one.
    var text: String {
        var bytes: [UInt8] = []
        for byte in source {
            let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
            if !isBlank { bytes.append(byte) } else if bytes.last != 0x20 { bytes.append(0x20) }
        }
        let text = NumberMask.masked(String(decoding: bytes, as: UTF8.self))
        return text.utf8.count > 160 && text.count > 160 ? text.prefix(157) + "..." : text
    }
}
