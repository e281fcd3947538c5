// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Whose account a command is about.
struct AccountOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The route whose account is meant, if there are several.", valueName: "name"))
    var route: String?
}
