// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The check that an address names one mailbox, before it goes into a request.
///
/// Not whether it exists, or follows RFC 5321 to the letter: only that no service could read two addresses into it.
enum AddressCheck {
    static func check(_ address: String, _ role: String) throws(RouteFault) {
        func fault(_ why: String) -> RouteFault { RouteFault("the \(role) \"\(OneLine.text(address))\" \(why)") }
        guard !address.isEmpty else { throw RouteFault("there is no \(role)") }
        guard address.contains("@") else { throw unqualified(address, role) }
        guard let at = address.lastIndex(of: "@"), at != address.startIndex, address.index(after: at) < address.endIndex
        else { throw fault("is no address: local@domain") }
        let isOdd = address.unicodeScalars.contains { isUnfit($0) || $0 == ";" }
        guard !isOdd, !address.hasPrefix("-") else { throw fault("is not one plain address") }
    }

    /// Whether a character could end an address or its line early, or make it read as another.
    static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
        default: scalar == "," || scalar == "<" || scalar == ">"
        }
    }

    /// Checks the sender that a service is told, which has to be one that the world can answer to.
    ///
    /// A door that is told no sender names the user and this host, which need not be known outside.
    static func checkSender(_ address: String) throws(RouteFault) {
        try check(address, "sender")
        let domain = address[address.index(after: address.lastIndex(of: "@") ?? address.startIndex)...].lowercased()
        let isLocal = !domain.contains(".") && !domain.hasPrefix("[") || domain.hasSuffix(".localdomain")
        guard !isLocal else {
            throw RouteFault(
                "the sender \"\(OneLine.text(address))\" is known on this machine only; write a From field with your own "
                    + "address, and send the mail again")
        }
    }

    /// What is wrong with a name of this machine's where an address is needed.
    static func unqualified(_ name: String, _ role: String) -> RouteFault {
        RouteFault(
            "the \(role) \"\(OneLine.text(name))\" has no domain, and only a route of kind sendmail knows the users of this "
                + "machine; release the mail to one, or set qualify_domain and send it again")
    }
}
