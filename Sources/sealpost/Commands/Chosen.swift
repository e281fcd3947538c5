// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Picks what a command is about where the settings have several.
enum Chosen {
    /// The one that is named, or the only one.
    static func only<Value>(_ values: [RouteName: Value], named name: String?, kind: RouteKind) throws -> Value {
        if let name {
            guard let value = values[RouteName(name)] else {
                throw Failure.report("there is no \(kind.rawValue) route \"\(name)\" in the settings", .usage)
            }
            return value
        }
        guard let value = values.values.first else {
            throw Failure.report("there is no \(kind.rawValue) route in the settings", .config)
        }
        guard values.count == 1 else {
            let names = values.keys.map(\.rawValue).sorted().joined(separator: ", ")
            throw Failure.report("there are several \(kind.rawValue) routes: choose with --route: \(names)", .usage)
        }
        return value
    }
}
