// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Settings

/// What holds whenever settings are read.
public enum SettingsInvariants {
    /// Reads an input as a settings file.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = 1...text.utf8.count { $0 == 0x0A } + 1
        let file: SettingsFile
        let settings: Settings
        do throws(SettingsFault) {
            file = try SettingsFile(path: "/etc/sealpost/config.toml", text: text)
            settings = try Settings(file, home: "/home/u")
        } catch {
            return try check(error, lines)
        }
        // Nobody looks at these again.
        let isUsable =
            settings.delivery.concurrency > 0 && settings.delivery.firstPause >= 1 && settings.delivery.patience >= 0
            && settings.doors.maximumMessageBytes > 0 && !settings.folders.spool.isEmpty
        try require(isUsable, "no program can work with \(settings)")
        for effective in file.effective {
            try require(effective.line.map(lines.contains) ?? true, "no such line: \(effective)")
        }
        do throws(SettingsFault) { try file.refuseUnknownKeys() } catch { try check(error, lines) }
    }

    private static func check(_ fault: SettingsFault, _ lines: ClosedRange<Int>) throws(InvariantFailure) {
        try require(!fault.text.isEmpty, "a fault says nothing")
        try require(fault.line.map(lines.contains) ?? true, "no such line: \(fault)")
    }
}
