// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CEtpan

/// The elements of a libetpan list as typed pointers.
///
/// clist_begin and clist_next are macros, which Swift does not import: clist(3).
struct ListCells<Element>: Sequence, IteratorProtocol {
    private var cell: UnsafeMutablePointer<clistcell>?

    init(_ list: UnsafeMutablePointer<clist>?, of type: Element.Type) { cell = list?.pointee.first }

    mutating func next() -> UnsafeMutablePointer<Element>? {
        while let present = cell {
            cell = present.pointee.next
            if let data = present.pointee.data { return data.assumingMemoryBound(to: Element.self) }
        }
        return nil
    }
}

/// Copies a C string; empty for a null pointer.
func copiedBytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    var count = 0
    while text[count] != 0 { count += 1 }
    return (0..<count).map { UInt8(bitPattern: text[$0]) }
}
