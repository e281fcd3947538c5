// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Maildirs
import TestSupport
import Testing

@Suite struct MaildirTests {
    let folder: TemporaryFolder
    let maildir: Maildir

    init() throws {
        folder = try TemporaryFolder()
        maildir = Maildir(folder.file("box"))
        try maildir.create()
    }

    private func deliver(_ text: String, as name: MaildirName, isRepetition: Bool = false) throws -> Bool {
        try maildir.deliver(as: name, isRepetition: isRepetition) { (file) throws(FileFault) in
            try file.append(Array(text.utf8))
        }
    }

    @Test("a delivery without flags is new, one with flags is in cur")
    func delivers() throws {
        #expect(try deliver("a", as: MaildirName(base: "1.a.host")))
        #expect(try deliver("b", as: MaildirName(base: "1.b.host", flags: ["S", "F"])))
        #expect(folder.names(in: "box/new") == ["1.a.host"])
        #expect(folder.names(in: "box/cur") == ["1.b.host:2,FS"])
        #expect(folder.names(in: "box/tmp").isEmpty)
    }

    @Test("a delivery that is repeated is filed once, even after it was read")
    func deliversOnce() throws {
        let name = MaildirName(base: "1.a.host")
        #expect(try deliver("a", as: name))
        #expect(try !deliver("a", as: name, isRepetition: true))
        try folder.write("box/cur/1.a.host,U=3:2,RS", "a")
        try maildir.remove(name)
        try maildir.remove(name)
        #expect(try maildir.entries().isEmpty)
        #expect(try maildir.entry(named: name) == nil)
    }

    @Test("the torn file of an earlier attempt is no obstacle")
    func replacesTornFile() throws {
        try folder.write("box/tmp/1.a.host", "to")
        #expect(try deliver("whole", as: MaildirName(base: "1.a.host")))
        #expect(try folder.text("box/new/1.a.host") == "whole")
    }

    @Test("names are taken apart and put together")
    func readsNames() {
        let name = MaildirName(fileName: "179.M1P2.host,S=20,U=7:2,FS")
        #expect(name.base == "179.M1P2.host,S=20,U=7")
        #expect(name.key == "179.M1P2.host")
        #expect(name.flags == ["F", "S"])
        #expect(name.withFlags == "179.M1P2.host,S=20,U=7:2,FS")
        #expect(MaildirName(fileName: "179.x.host").flags.isEmpty)
        #expect(MaildirName.unique() != MaildirName.unique())
    }
}
