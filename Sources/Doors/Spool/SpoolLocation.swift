// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles

/// Where a door finds the spool, without reading the settings: it is started for each mail and must be quick.
///
/// In this order: the environment variable `SEALPOST_SPOOL`; the first line of the file `sealpost/spool` in the user's
/// configuration folder, which `sealpost init` writes, or in `/etc`; the user's state folder.
public enum SpoolLocation {
    /// The spool's path, or nil where nothing tells it.
    ///
    /// A file that is there and can't be read, or names no folder, is a fault and not passed over: the mail would be
    /// accepted into a spool that nobody empties.
    ///
    /// - Parameters:
    ///   - environment: The variables, by name.
    ///   - firstLine: Reads the first line of a file; nil where there is no such file.
    public static func find(
        environment: [String: String], firstLine: (String) throws(FileFault) -> String? = Self.firstLine
    ) throws(SpoolFault) -> String? {
        if let path = environment["SEALPOST_SPOOL"], !path.isEmpty { return path }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let configuration =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home.map { $0 + "/.config" }
        for folder in [configuration, "/etc"].compactMap(\.self) {
            let file = folder + "/sealpost/spool"
            guard let line = try SpoolFault.wrapping({ () throws(FileFault) in try firstLine(file) }) else { continue }
            guard line.hasPrefix("/") else { throw .badLocation(file: file) }
            return line
        }
        let state = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home.map { $0 + "/.local/state" }
        return state.map { $0 + "/sealpost/spool" }
    }

    /// The first line of the file at `path`, or nil where there is none.
    public static func firstLine(_ path: String) throws(FileFault) -> String? {
        try SmallFile.text(at: path).map { String($0.prefix { !$0.isNewline }) }
    }
}
