// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The scripts that a test and the scripts under test can include: those of two folders beside the test.
struct TestLibrary: ScriptLibrary {
    let folder: String
    let surroundings: TestSurroundings

    func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry {
        let path = folder + (location == .global ? "/included-global/" : "/included/") + name + ".sieve"
        guard let source = surroundings.file(path) else { return .missing(name: path) }
        return .script(name: path, source: source)
    }
}
