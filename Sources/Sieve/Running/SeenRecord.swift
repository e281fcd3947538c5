// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// The messages that rules have seen; a run asks it, and never changes it.
///
/// RFC 7352, section 3: what a run wants remembered counts only when all has gone well, so it is a part of the result.
public protocol SeenRecord: Sendable {
    /// Whether another message is known by this id for this recipient, under this handle.
    func wasSeen(_ id: String, handle: String, recipient: String, at now: Timestamp) throws -> Bool
}
