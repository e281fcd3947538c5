// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings

/// Which folders the settings name, and what lies in which.
///
/// What is filed in an outbox would be sent, and filed again.
struct FolderPlan {
    /// An outbox, or another folder that is written into.
    private struct Place {
        var setting: String
        var path: String
        /// What is made below it: paths that are nobody else's.
        var territory: [String]
        var isOutbox: Bool
    }

    private var places: [Place] = []

    init(_ settings: Settings) {
        for outbox in settings.outboxes {
            let isNamed = settings.folders.outboxes.contains(outbox.path)
            let claims = ["\(outbox.path).sealpost-claimed", "\(outbox.path).lock"]
            add(
                isNamed ? "folders.outbox" : "outbox.\(outbox.name).path", outbox.path,
                Self.maildir(outbox.path) + ["\(outbox.path)/sealpost-claimed"] + claims, isOutbox: true)
        }
        let folders = settings.folders
        for (name, path) in [
            ("sent", folders.sent), ("failed", folders.failed), ("held", folders.held), ("notices", folders.notices),
        ] where !path.isEmpty {
            add("folders.\(name)", path, Self.maildir(path), isOutbox: false)
        }
        add("folders.state", folders.state, [folders.state], isOutbox: false)
        add("folders.spool", folders.spool, [folders.spool], isOutbox: false)
    }

    /// Refuses an outbox that is something else as well, lies in what something else keeps for itself, or the other way
    /// round.
    func check(file: String) throws {
        for (index, outbox) in places.enumerated() where outbox.isOutbox {
            for (other, place) in places.enumerated() where other != index {
                if outbox.path == place.path {
                    throw SettingsFault(
                        file: file,
                        "\(outbox.setting): \(outbox.path) is named as \(place.setting) too: give it its own folder")
                }
                if let inside = place.territory.first(where: { Self.contains($0, outbox.path) }) {
                    throw Self.fault(file, outbox, inside, of: place)
                }
                if !place.isOutbox, let inside = outbox.territory.first(where: { Self.contains($0, place.path) }) {
                    throw Self.fault(file, place, inside, of: outbox)
                }
            }
        }
    }

    private static func fault(_ file: String, _ place: Place, _ inside: String, of owner: Place) -> SettingsFault {
        SettingsFault(
            file: file,
            "\(place.setting): \(place.path) lies in \(inside), which belongs to \(owner.setting): "
                + "give it its own folder")
    }

    private mutating func add(_ setting: String, _ path: String, _ territory: [String], isOutbox: Bool) {
        places.append(
            Place(
                setting: setting, path: Self.resolved(path), territory: territory.map(Self.resolved),
                isOutbox: isOutbox))
    }

    private static func maildir(_ path: String) -> [String] { ["tmp", "new", "cur"].map { "\(path)/\($0)" } }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    private static func contains(_ folder: String, _ path: String) -> Bool {
        path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }
}
