// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct DoorSettingsTests {
    private let folder: TemporaryFolder
    private let spool: Spool

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.path)
        try spool.create()
    }

    @Test("what is written is read")
    func roundTrip() throws {
        #expect(try DoorSettings(of: spool) == DoorSettings())
        var settings = DoorSettings()
        settings.maximumMessageBytes = 12_345
        settings.startsPass = false
        settings.wait = 7
        settings.qualifyDomain = "office.example"
        try settings.write(to: spool)
        #expect(try DoorSettings(of: spool) == settings)
        try DoorSettings().write(to: spool)
        #expect(try DoorSettings(of: spool) == DoorSettings())
    }

    @Test("the file is written only where it says something else")
    func writesOnce() throws {
        try DoorSettings().write(to: spool)
        var calls = FileCalls.kernel
        calls.open = { _, _, _ in
            errno = ENOSPC
            return -1
        }
        let fails = calls
        #expect(throws: Never.self) { try DoorSettings().write(to: spool, calls: fails) }
        var other = DoorSettings()
        other.startsPass = false
        let changed = other
        #expect(throws: FileFault.self) { try changed.write(to: spool, calls: fails) }
        // A door finds the former file meanwhile, whole.
        #expect(try DoorSettings(of: spool).startsPass)
    }

    @Test("a line of a later version, or one that somebody spoiled, changes nothing else")
    func tolerates() throws {
        try folder.write("doors", "later = 3\nmaximum_message_bytes = many\nwait = 5\n\u{0}\nstarts_pass=false")
        var settings = DoorSettings()
        settings.wait = 5
        #expect(try DoorSettings(of: spool) == settings)
    }

    @Test("nobody waits for longer than an hour, and not for a number that is too large to count with")
    func longWait() throws {
        try folder.write("doors", "wait = \(Int.max)")
        #expect(try DoorSettings(of: spool).wait == 3600)
    }

    @Test("a file that can't be read is a fault, and not the defaults")
    func unreadable() throws {
        try FileManager.default.createDirectory(atPath: folder.file("doors"), withIntermediateDirectories: false)
        #expect(throws: FileFault.self) { try DoorSettings(of: spool) }
    }
}
