// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MailFlow
import Settings
import Sieve
import Mail
import Rules

/// The routes that rule files may choose, where no settings are to be asked: for rules that are kept apart from a site.
struct ProfileOptions: ParsableArguments {
    @Option(
        name: .customLong("route"),
        help: ArgumentHelp("A route that rules may choose; with it the settings are not read.", valueName: "name"))
    var routes: [String] = []

    @Option(
        name: .customLong("default"),
        help: ArgumentHelp("The route where no rule chooses; without it such mail is held.", valueName: "name"))
    var defaultRoute: String?

    func validate() throws {
        guard let defaultRoute, !routes.contains(defaultRoute) else { return }
        throw ValidationError("--default names one of the routes given by --route")
    }

    /// The rules of these files; without any, those of the settings.
    func ruleSet(_ paths: [String], _ settings: SettingsOptions) throws -> RuleSet {
        if routes.isEmpty {
            let assembly = try settings.assemble()
            return paths.isEmpty ? assembly.loadRules() : assembly.rules(paths)
        }
        guard !paths.isEmpty else { throw Failure.report("with --route, name the rule files", .usage) }
        let profile = Profile(
            routes: routes.map { RouteName($0) }, defaultRoute: defaultRoute.map { RouteName($0) })
        return RuleSet(files: paths.map(RuleFile.read), profile: profile, dialect: Dialect(library: RuleLibrary()))
    }
}

extension RuleSet {
    /// Ends the command where these rules would hold all mail: whatever it said about them would be beside the point.
    func requireUsable() throws {
        guard !isUsable else { return }
        let errors = diagnostics.filter { $0.severity == .error }
        throw Failure.report(errors.map(\.description).joined(separator: "\n"), .config)
    }
}
