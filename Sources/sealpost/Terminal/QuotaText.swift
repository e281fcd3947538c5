// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// What is known of accounts, for a person at a terminal.
struct QuotaText {
    let routes: [(route: RouteName, account: String)]
    let conditions: [RouteName: RouteCondition]
    let style: Style

    init(_ routes: [(route: RouteName, account: String)], _ conditions: [RouteName: RouteCondition], style: Style) {
        self.routes = routes
        self.conditions = conditions
        self.style = style
    }

    /// A line for each route, below its account where it has one, and what keeps it waiting.
    var lines: [String] {
        var lines: [String] = []
        var account = ""
        for (route, own) in routes {
            if own != account { lines.append(style.bold("account \(own.onOneLine)")) }
            account = own
            let indent = own.isEmpty ? "" : "  "
            lines.append(indent + "route \(route)".padding(20) + Self.words(conditions[route]?.quota))
            if let sunset = conditions[route]?.quota?.sunset {
                lines.append("\(indent)  this version of the service ends: \(sunset.onOneLine)")
            }
            if let pause = conditions[route]?.pause { lines.append("\(indent)  \(style.yellow(Self.words(pause)))") }
        }
        return lines.isEmpty ? ["There are no routes."] : lines
    }

    /// What keeps routes waiting, for the end of the queue's list: those that wait for the same together.
    ///
    /// - Parameter columns: The columns of the terminal; nil where there is none.
    func pauses(columns: Int?) -> [String] {
        let paused = routes.compactMap { route, _ in conditions[route]?.pause.map { (route, why: Self.words($0)) } }
        return Dictionary(grouping: paused, by: \.why).sorted { $0.key < $1.key }.flatMap { why, routes in
            let names = routes.map(\.0.rawValue.onOneLine).sorted().joined(separator: ", ")
            let title = "\(routes.count == 1 ? "route" : "routes") \(names):"
            guard let columns, title.count + 1 + why.count > columns else { return [style.yellow("\(title) \(why)")] }
            return [style.yellow(title)] + PlainText.wrapped(why, columns: columns, indent: 6, lines: 3)
        }
    }

    private static func words(_ quota: AccountQuota?) -> String {
        guard let quota else { return "no quota known" }
        var words = "\(quota.used.map(String.init) ?? "?") of \(quota.limit.map(String.init) ?? "?") calls"
        if let unit = quota.unit {
            let count = quota.interval ?? 1
            words += count == 1 ? " in a \(unit.onOneLine)" : " in \(count) \(unit.onOneLine)s"
        }
        if let reset = quota.reset {
            words += ", counted anew at \(clock(reset))"
        } else if let raw = quota.fields["quota-reset-UTC"] {
            words += ", counted anew at \"\(raw.onOneLine)\""
        }
        return words + "; learnt \(clock(quota.learnt))"
    }

    private static func words(_ pause: AccountPause) -> String {
        "waits until \(clock(pause.until)): \(PlainText.fitted(pause.reason, 110))"
    }

    private static func clock(_ time: Timestamp) -> String { time.formatted("%Y-%m-%d %H:%M:%S", inUTC: false) }
}
