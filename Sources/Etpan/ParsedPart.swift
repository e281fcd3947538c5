// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One node of a MIME structure as libetpan read it; values only.
public struct ParsedPart: Sendable, Hashable {
    /// A parameter, before RFC 2231 and RFC 2047 are applied.
    public struct Parameter: Sendable, Hashable {
        /// The name, lower case.
        public var name: String
        /// The value, quotes removed.
        public var value: [UInt8]
    }

    /// The media type and subtype, lower case; nil where the part has none that can be read.
    public var essence: String?
    /// The parameters of the media type.
    public var parameters: [Parameter] = []
    /// The Content-Transfer-Encoding, lower case; nil where there is none that can be read.
    public var encoding: String?
    /// The Content-Disposition's type, lower case; nil where there is none that can be read.
    public var disposition: String?
    /// The parameters of the disposition.
    public var dispositionParameters: [Parameter] = []
    /// The Content-ID without angle brackets.
    public var contentID: [UInt8] = []
    /// Where a leaf's body lies in the bytes that were parsed; empty for a multipart.
    public var body: Range<Int> = 0..<0
    /// The parts of a multipart.
    public var children: [ParsedPart] = []

    init() {}
}
