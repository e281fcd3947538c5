// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The numbers and texts by which the status XML names what happened.
///
/// **Only 95 is documented** ("Herinnering aangetekende mail verstuurd"). All others are the sandbox's own: they lie above
/// 9000 so that nobody takes them for the service's, and can be changed once the real ones are known.
public struct StatusCodes: Sendable, Hashable {
    /// One number with its text.
    public struct Entry: Sendable, Hashable {
        /// The number, `statuscode`.
        public var code: Int
        /// The text, `statusomschrijving`.
        public var text: String

        /// Makes an entry.
        public init(_ code: Int, _ text: String) {
            self.code = code
            self.text = text
        }
    }

    private var entries: [TicketEvent.Kind: Entry] = [
        .submitted: Entry(9001, "Aangetekende mail aangeboden"),
        .announced: Entry(9002, "Aankondiging aangetekende mail verstuurd"),
        .reminded: Entry(95, "Herinnering aangetekende mail verstuurd"),
        .accepted: Entry(9003, "Aangetekende mail geaccepteerd"),
        .refused: Entry(9004, "Aangetekende mail geweigerd"),
        .expired: Entry(9005, "Ophaaltermijn aangetekende mail verlopen"),
        .failed: Entry(9006, "Aankondiging aangetekende mail niet afgeleverd"),
    ]

    /// Makes the default table.
    public init() {}

    /// The entry of one kind of event.
    public subscript(kind: TicketEvent.Kind) -> Entry {
        get { entries[kind] ?? Entry(0, kind.rawValue) }
        set { entries[kind] = newValue }
    }
}
