// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A step of a walk through an HTML tree.
enum HTMLEvent {
    /// An element begins; the attributes are the few that plain text needs.
    case start(name: String, href: String?, alt: String?)
    /// An element ends.
    case end(name: String)
    /// Text, its entities resolved.
    case text(String)
}
