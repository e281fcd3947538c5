// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve
import Spelling

/// A route that the settings don't have, and two routes for one recipient.
struct RouteLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        unknown(compilation, profile) + exclusive(compilation) + copies(compilation) + creations(compilation)
    }

    private func unknown(_ compilation: Compilation, _ profile: Profile) -> [Diagnostic] {
        let names = profile.routes.map(\.rawValue)
        // A name of which the rules ask whether it is there need not be.
        let doubted = compilation.allCalls.filter { $0.name == "mailboxexists" }
            .flatMap { $0.strings(0) }.compactMap(\.constant)
        return compilation.allCalls.filter { $0.name == "fileinto" }.compactMap { call in
            guard let string = call.strings(0).first, let name = string.constant, !names.contains(name),
                name != RouteName.hold.rawValue, !doubted.contains(name)
            else {
                return nil
            }
            let near = NearestName.of(name, in: names).map { "did you mean \"\($0)\"?" }
            return compilation.diagnostic(
                .error, "the settings have no route \"\(name)\"", at: string.place,
                suggestion: near ?? "there are: \(names.joined(separator: ", "))")
        }
    }

    private func copies(_ compilation: Compilation) -> [Diagnostic] {
        compilation.allCalls.filter { $0.tag("copy") != nil }.map { call in
            compilation.diagnostic(
                .warning, "a recipient has one delivery: a copy beside another route, or the default, holds",
                at: call.place)
        }
    }

    private func creations(_ compilation: Compilation) -> [Diagnostic] {
        compilation.allCalls.filter { $0.tag("create") != nil }.map { call in
            compilation.diagnostic(.remark, ":create does nothing: routes are made in the settings", at: call.place)
        }
    }

    private func exclusive(_ compilation: Compilation) -> [Diagnostic] {
        compilation.allBlocks.flatMap { block in
            let chosen = block.filter { $0.name == "fileinto" }
            guard let first = chosen.first, let name = first.strings(0).first?.constant else { return [Diagnostic]() }
            return chosen.dropFirst().filter { $0.strings(0).first?.constant.map { $0 != name } ?? false }.map { call in
                compilation.diagnostic(
                    .error, "a recipient has one route, and line \(first.place.line) chose \"\(name)\"", at: call.place)
            }
        }
    }
}
