// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a run of a script came to.
public struct ScriptResult: Sendable {
    /// The actions, in the order in which the script took them.
    public var actions: [Action]
    /// The edits of the header, in order.
    public var edits: [HeaderEdit]
    /// Whether no action cancelled the implicit keep (RFC 5228, section 2.10.2).
    public var implicitKeep: Bool
    /// Whether the run ended by `stop`.
    public var stopped: Bool
    /// The tests that were evaluated, in order, a test before the ones inside it; empty if no trace was asked for.
    public var trace: [TraceEvent]
    /// What the script says of its run, each with its place; empty if no trace was asked for.
    public var notes: [String]
    /// What is to be remembered of the message if the result is put into effect (RFC 7352).
    public var marks: [SeenMark]
    /// The flags of the implicit keep (RFC 5232, section 2).
    let flagList: FlagList
    /// The header after all edits.
    let table: HeaderTable
    /// The header as it was when each of the actions was taken.
    let headersOfActions: [HeaderTable]

    /// The flags with which the message is kept where no action says otherwise.
    public var flags: [String] { flagList.flags }

    /// The header fields after all edits.
    public var header: [HeaderField] { table.entries.map(\.field) }

    /// The fields of this name after all edits, each with whether a script added it.
    public func fields(named name: String) -> [(field: HeaderField, isAdded: Bool)] {
        table.positions(of: FieldName(name)).map { (table.entries[$0].field, table.entries[$0].isAdded) }
    }
}
