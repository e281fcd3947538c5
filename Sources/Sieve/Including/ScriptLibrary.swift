// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Where included scripts come from.
///
/// RFC 6609, section 3.2. Asked while a script is compiled, never while it runs.
public protocol ScriptLibrary: Sendable {
    /// The script of a name that can't lead out of a folder: no slash, no control character, not `.` or `..`.
    /// - Parameter main: The name of the script that is compiled, which need not be the one that holds the `include`.
    func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry
}
