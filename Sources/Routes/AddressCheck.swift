// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The check that an address names one mailbox, before it goes into a request.
///
/// Not whether it exists, or follows RFC 5321 to the letter: only that no service could read two addresses into it.
enum AddressCheck {
    static func check(_ address: String, _ role: String) throws(RouteFault) {
        func fault(_ why: String) -> RouteFault { RouteFault("the \(role) \"\(OneLine.text(address))\" \(why)") }
        guard !address.isEmpty else { throw RouteFault("there is no \(role)") }
        guard let at = address.lastIndex(of: "@"), at != address.startIndex, address.index(after: at) < address.endIndex
        else { throw fault("is no address: local@domain") }
        let isOdd = address.unicodeScalars.contains {
            $0.value <= 32 || $0.value == 127 || $0 == "," || $0 == ";" || $0 == "<" || $0 == ">"
        }
        guard !isOdd, !address.hasPrefix("-") else { throw fault("is not one plain address") }
    }
}
