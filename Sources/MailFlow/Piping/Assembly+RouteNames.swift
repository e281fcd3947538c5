// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import Settings
import Spelling

extension Assembly {
    /// The routes of the settings that a text names, with commas between; nil for no text.
    ///
    /// A name that the settings don't have is an error: taken for a route that no mail goes by, it would let all mail past.
    public func routes(named text: String?) throws -> [RouteName]? {
        guard let text else { return nil }
        let names = text.split(separator: ",").map { word in
            var name = word.drop { $0 == " " }
            while name.last == " " { name.removeLast() }
            return String(name)
        }
        guard !names.isEmpty else { throw SettingsFault(file: path, "no route is named") }
        for name in names where ways[RouteName(name)] == nil {
            let near = NearestName.of(name, in: settings.routes).map { ": did you mean \"\($0)\"?" } ?? ""
            throw SettingsFault(file: path, "there is no route \"\(name)\"\(near)")
        }
        return names.map { RouteName($0) }
    }
}
