// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Where a door finds the spool, without reading the settings: it is started for each mail and must be quick.
///
/// In this order: the environment variable `SEALPOST_SPOOL`; the first line of the file `sealpost/spool` in the user's
/// configuration folder, which `sealpost init` writes, or in `/etc`; the user's state folder.
public enum SpoolLocation {
    /// The spool's path, or nil where nothing tells it.
    ///
    /// - Parameters:
    ///   - environment: The variables, by name.
    ///   - firstLine: Reads the first line of a file; nil where there is no such file.
    public static func find(environment: [String: String], firstLine: (String) -> String?) -> String? {
        if let path = environment["SEALPOST_SPOOL"], !path.isEmpty { return path }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let configuration =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home.map { $0 + "/.config" }
        for folder in [configuration, "/etc"].compactMap(\.self) {
            if let line = firstLine(folder + "/sealpost/spool"), !line.isEmpty { return line }
        }
        let state = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home.map { $0 + "/.local/state" }
        return state.map { $0 + "/sealpost/spool" }
    }
}
