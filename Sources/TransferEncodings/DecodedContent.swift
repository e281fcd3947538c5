// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a part's transfer encoding stood for, as far as a limit went.
public struct DecodedContent: Sendable, Hashable {
    /// The bytes; a text's are in its own charset and with its own line ends.
    public var bytes: [UInt8]
    /// Whether what was read broke the rules of the encoding.
    public var isDamaged: Bool
    /// Whether there are more bytes than the limit, which are not among ``bytes``.
    public var isCut: Bool

    /// Takes all three.
    public init(bytes: [UInt8], isDamaged: Bool, isCut: Bool) {
        self.bytes = bytes
        self.isDamaged = isDamaged
        self.isCut = isCut
    }
}
