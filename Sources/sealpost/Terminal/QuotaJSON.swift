// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// What is known of accounts, for programs.
enum QuotaJSON {
    private struct Pause: Encodable {
        var until: String
        var since: String
        var reason: String
    }

    private struct Entry: Encodable {
        var route: String
        var account: String?
        var limit: Int?
        var used: Int?
        var interval: Int?
        var unit: String?
        var reset: String?
        var sunset: String?
        var learnt: String?
        var fields: [String: String]?
        var pause: Pause?
    }

    /// An array with an object for each route.
    static func text(
        _ routes: [(route: RouteName, account: String)], _ conditions: [RouteName: RouteCondition]
    ) throws -> String {
        let entries = routes.map { route, account in
            let quota = conditions[route]?.quota
            let pause = conditions[route]?.pause
            return Entry(
                route: route.rawValue, account: account.isEmpty ? nil : account, limit: quota?.limit, used: quota?.used,
                interval: quota?.interval, unit: quota?.unit, reset: quota?.reset?.rfc3339, sunset: quota?.sunset,
                learnt: quota?.learnt.rfc3339, fields: quota?.fields,
                pause: pause.map { Pause(until: $0.until.rfc3339, since: $0.since.rfc3339, reason: $0.reason) })
        }
        return try JSONText.pretty(entries)
    }
}
