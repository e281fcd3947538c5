// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the header of a message says of the way it came, as far as that shows that it goes in a circle.
///
/// Two signs, as mail systems commonly have them: the mark of a Sealpost that the message has passed already, and more
/// systems passed than any honest way has (RFC 5321, section 6.3). Fed with fields from the top, so that a door can judge
/// while it looks for the end of the header.
public struct Trace: Sendable, Hashable {
    /// The field by which an instance knows mail that it passed on as ordinary mail; plain routes put it first.
    public static let fieldName = "X-Sealpost-Trace"
    private static let lowerName = fieldName.lowercased()
    /// How many systems a message may have passed: as many as Postfix allows.
    public static let hopLimit = 50

    /// How many systems, Sealpost among them, say that the message passed them.
    public private(set) var hops = 0
    /// The instances of Sealpost that it passed since it was last sent or resent by a person.
    public private(set) var instances: Set<String> = []
    private var wasResent = false

    /// Begins before the first field.
    public init() {}

    /// Takes in a whole header.
    public init(_ header: [HeaderField]) {
        for field in header { pass(field.name.lowercased(), field.value) }
    }

    /// Takes in the next field.
    ///
    /// Whoever resends a message puts a block of Resent- fields above all that was there (RFC 5322, section 3.6.6): what
    /// stands below tells of an earlier journey, and a second one is no circle.
    /// - Parameters:
    ///   - name: The field's name in lower case.
    ///   - value: Its value without blanks at the ends.
    public mutating func pass(_ name: String, _ value: String) {
        switch name {
        case "received": hops += 1
        case Self.lowerName:
            hops += 1
            if !wasResent { instances.insert(value) }
        case _ where name.hasPrefix("resent-"): wasResent = true
        default: break
        }
    }

    /// Why the message goes in a circle, and what to do; nil where nothing shows that it does.
    /// - Parameter instance: The mark of this Sealpost; nil if it has none yet.
    public func loop(through instance: String?) -> String? {
        if let instance, instances.contains(instance) {
            return "mail loop: this Sealpost passed the message on before; find out what brings it back, "
                + "or take off its field \(Self.fieldName) to send it anew"
        }
        guard hops > Self.hopLimit else { return nil }
        return "mail loop: the message has passed \(hops) mail systems, and \(Self.hopLimit) are allowed; "
            + "find out where it goes in a circle"
    }
}
