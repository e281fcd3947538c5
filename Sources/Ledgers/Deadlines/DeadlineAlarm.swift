// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a person is to look after a mail that must reach its recipient by some time, from the least urgent to the most.
public enum DeadlineAlarm: String, Sendable, Hashable, CaseIterable, Comparable {
    /// It was sent, and nothing says that it was announced, though there was time for that.
    case unannounced
    /// The last moment at which another way can be taken is there, and nothing shows that the mail has reached anybody.
    case dueSoon = "due-soon"
    /// It is known not to have reached the recipient, and nothing more is on its way.
    case anotherWay = "another-way"
    /// The deadline is over, and nothing shows that the mail reached anybody before it.
    case missed

    /// Orders by urgency.
    public static func < (left: DeadlineAlarm, right: DeadlineAlarm) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
