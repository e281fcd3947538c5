// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a file of the spool is in quarantine.
public enum QuarantineCause: Sendable, Hashable, CustomStringConvertible {
    /// It does not begin as a message in the spool does.
    case damaged
    /// It can't be opened or read; with what was tried and what the kernel said.
    case unreadable(String)
    /// Reading it has ended the process so many times.
    case endsProcess(times: Int)

    /// The cause in English, in one line.
    public var description: String {
        switch self {
        case .damaged: "it does not begin as a message in the spool does: it is damaged, or something else"
        case .unreadable(let fault): fault
        case .endsProcess(let times): "reading it has ended Sealpost \(times) times"
        }
    }
}
