// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// The scripts beside that of a case, for Sealpost to include.
struct SampleLibrary: ScriptLibrary {
    let test: Case

    func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry {
        let path = "\(location.rawValue)/\(name).sieve"
        guard let script = test.library.first(where: { $0.name == name && $0.location == location }) else {
            return .missing(name: path)
        }
        return .script(name: path, source: Array(test.source(of: script.statements).utf8))
    }
}
