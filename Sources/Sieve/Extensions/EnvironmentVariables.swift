// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `vnd.dovecot.environment`: what the test `environment` knows, as variables `${env.name}` too.
    ///
    /// In the name of a variable `_` stands for the `-` of an item, which no variable can have.
    static let environmentVariables = Extension(
        capability: "vnd.dovecot.environment", specification: "Pigeonhole's vnd.dovecot.environment",
        namespaces: [
            VariableNamespace(name: "env") { name, _ in
                .provided { run in
                    let items = run.input.surroundings.environment
                    return Array((items[name] ?? items[name.replacing("_", with: "-")] ?? "").utf8)
                }
            }
        ], implies: ["environment"])
}
