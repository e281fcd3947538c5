// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Where the settings file is looked for.
public enum SettingsLocation {
    /// The folder for state where the settings name none, as the doors look for it too; nil where the environment does not
    /// name it.
    public static func state(environment: [String: String]) -> String? {
        environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 + "/sealpost" }
    }

    /// The places in order: the user's configuration folder, then `/etc`.
    public static func candidates(environment: [String: String]) -> [String] {
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let user = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home.map { $0 + "/.config" }
        return [user, "/etc"].compactMap(\.self).map { $0 + "/sealpost/config.toml" }
    }
}
