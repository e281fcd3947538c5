// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `subaddress`: the two sides of the `+` in a local part (RFC 5233).
    static let subaddress = Extension(
        capability: "subaddress", specification: "RFC 5233",
        tags: [
            TagDefinition("user", group: .addressPart, reach: .group, effect: .addressPart(UserPart())),
            TagDefinition("detail", group: .addressPart, reach: .group, effect: .addressPart(DetailPart())),
        ])
}

/// What stands before the first `+`; the whole local part where there is none.
private struct UserPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        guard let end = AddressSyntax.localPart(in: mailbox)?.upperBound else { return nil }
        return 0..<(Subaddress.separator(in: mailbox, before: end) ?? end)
    }
}

/// What stands behind the first `+`; an address without one has no such part.
private struct DetailPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        guard let end = AddressSyntax.localPart(in: mailbox)?.upperBound else { return nil }
        return Subaddress.separator(in: mailbox, before: end).map { $0 + 1..<end }
    }
}

private enum Subaddress {
    static func separator(in mailbox: borrowing Span<UInt8>, before end: Int) -> Int? {
        for index in 0..<end where mailbox[index] == UInt8(ascii: "+") { return index }
        return nil
    }
}
