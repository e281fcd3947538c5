// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something that a call uses and that may not be there when it runs.
///
/// RFC 5463, section 4: a script that requires `ihave` may use what nobody knows, as long as it isn't reached.
enum DeferredUse: Sendable {
    /// A capability that the script doesn't require, and for what.
    case capability(String, of: String)
    /// What nobody knows, as a message.
    case unknown(String)
}
