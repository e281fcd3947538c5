// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The value of a Content-Type or Content-Disposition field, read leniently.
///
/// Takes what mail contains beside the grammar: missing and doubled semicolons, unquoted blanks, comments anywhere,
/// unclosed quotes. RFC 2045, section 5.1; RFC 2231.
public struct ParameterizedValue: Sendable, Hashable {
    /// A parameter as written.
    public struct Parameter: Sendable, Hashable {
        /// The name, lower case, with RFC 2231's asterisks.
        public var name: String
        /// The value without quotes, not decoded.
        public var value: [UInt8]

        /// Makes a parameter.
        public init(name: String, value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    /// What stands before the parameters, lower case, without blanks: `text/plain`, `attachment`.
    public var head: String
    /// The parameters in order, as written.
    public var parameters: [Parameter]
    /// Whether a bound on the number of parameters cut the list.
    public var isCut = false

    /// Parses an unfolded value; at most `limit` parameters are taken.
    public init(parsing value: [UInt8], limit: Int = 1000) {
        var reader = ParameterReader(value)
        head = reader.readHead()
        parameters = []
        while let parameter = reader.readParameter() {
            guard parameters.count < limit else {
                isCut = true
                break
            }
            parameters.append(parameter)
        }
    }

    /// The decoded value of a parameter: RFC 2231's form where there is one, else the plain one with encoded words decoded.
    public func decoded(_ name: String) -> EncodedWordDecoder.Decoded? {
        Self.decoded(name, in: parameters)
    }

    /// The decoded value of the parameter `name`, lower case, among `parameters`.
    public static func decoded(_ name: String, in parameters: [Parameter]) -> EncodedWordDecoder.Decoded? {
        ExtendedParameter(name, in: parameters)?.decoded
            ?? parameters.first { $0.name == name }.map { EncodedWordDecoder.decode($0.value) }
    }
}
