// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CEtpan

/// The strict reading of an address field's value.
///
/// RFC 5322, section 3.4; mailimf_address_list_parse.
public enum AddressListParser {
    /// Parses an unfolded value; groups are flattened.
    ///
    /// Nil where the value is not wholly an address list: libetpan gives up a whole field for one stray comma, so the
    /// caller needs a second look then.
    public static func parse(_ value: [UInt8]) -> [RawAddress]? {
        value.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else { return nil }
                var index = 0
                var list: UnsafeMutablePointer<mailimf_address_list>?
                guard mailimf_address_list_parse(base, characters.count, &index, &list) == 0, let list else {
                    return nil
                }
                defer { mailimf_address_list_free(list) }
                while index < characters.count, [0x20, 0x09, 0x0D, 0x0A].contains(characters[index]) { index += 1 }
                guard index == characters.count else { return nil }
                return ListCells(list.pointee.ad_list, of: mailimf_address.self).flatMap { addresses(of: $0.pointee) }
                    // An empty group with comments in it gives a mailbox of nothing.
                    .filter { !$0.mailbox.isEmpty }
            }
        }
    }

    private static func addresses(of address: mailimf_address) -> [RawAddress] {
        if address.ad_type == Int32(MAILIMF_ADDRESS_MAILBOX) {
            return address.ad_data.ad_mailbox.map { [copy($0.pointee)] } ?? []
        }
        guard address.ad_type == Int32(MAILIMF_ADDRESS_GROUP), let group = address.ad_data.ad_group else { return [] }
        return ListCells(group.pointee.grp_mb_list?.pointee.mb_list, of: mailimf_mailbox.self).map { copy($0.pointee) }
    }

    private static func copy(_ mailbox: mailimf_mailbox) -> RawAddress {
        RawAddress(name: copiedBytes(mailbox.mb_display_name), mailbox: copiedBytes(mailbox.mb_addr_spec))
    }
}
