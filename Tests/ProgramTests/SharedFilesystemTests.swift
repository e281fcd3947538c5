// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Outboxes on filesystems that lie on others, in mount namespaces of their own.
@Suite(
    "outboxes on filesystems upon others",
    .enabled(if: Programs.canMount, "unshare(1) is missing, or mount namespaces are refused"))
struct SharedFilesystemTests {
    /// Runs bash where what it mounts is seen by nobody else, with an outbox in the folder `mounted/box`.
    ///
    /// It knows `mail SUBJECT`, which prints one, and `await COUNT`, which waits for so many notices; what never comes is for
    /// the time limit to tell.
    private func bash(_ script: String) async throws -> (desk: Desk, end: Command.End) {
        let desk = try await Desk()
        try desk.addSettings("[outbox.mounted]\npath = \"\(desk.folder.file("mounted/box"))\"\npoll = \"1s\"")
        let prelude = """
            set -eu
            mkdir mounted real
            mail() { printf 'From: jan@office.example\\nTo: piet@example.org\\nSubject: %s\\n\\nbody\\n' "$1"; }
            await() { until [ "$(ls Mail/Notices/new | wc -l)" = "$1" ]; do sleep 0.1; done; }

            """
        let end = try await desk.command(Programs.unshared + ["bash", "-c", prelude + script]).run()
        return (desk, end)
    }

    /// The subjects of all that was taken.
    private func taken(_ desk: Desk) async throws -> [String] {
        let json = try await desk.sealpost("queue", "list", "--all", "--json").output
        let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
        return (list ?? []).compactMap { $0["subject"] as? String }.sorted()
    }

    /// Whether bindfs(1) can mount here.
    private static let canBind: Bool = {
        guard Programs.has("bindfs"), FileManager.default.isReadableFile(atPath: "/dev/fuse"),
            var command = try? Command()
        else { return false }
        command.words = Programs.unshared + ["sh", "-c", "bindfs /usr /mnt && umount /mnt"]
        return (try? command.runAndWait())?.status == 0
    }()

    @Test(
        "on FUSE a watch takes what comes through the mount and behind its back, each once",
        .enabled(if: canBind, "bindfs is not installed, or /dev/fuse is refused"))
    func fuse() async throws {
        let (desk, end) = try await bash(
            """
            bindfs real mounted
            sealpost watch 2>log & watch=$!
            until [ -d real/box/new ]; do sleep 0.05; done
            mail through >mounted/box/new/1
            # Of this no event comes through the mount.
            mail behind >real/box/tmp/2; mv real/box/tmp/2 real/box/cur/2:2,S
            await 2
            kill $watch; wait $watch
            ls mounted/box/new mounted/box/cur mounted/box/sealpost-claimed
            umount mounted
            """)
        #expect(end.status == 0 && end.errors == "", "\(end) \((try? desk.folder.text("log")) ?? "")")
        #expect(!end.output.contains("1") && !end.output.contains("2"), "\(end.output)")
        #expect(try await taken(desk) == ["behind", "through"])
    }

    /// Whether the kernel has overlayfs, as containers do for their root.
    private static let hasOverlay =
        (try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8))?.contains("\toverlay\n") == true

    @Test(
        "on overlayfs the kernel knows who writes, to what is new and to what is copied up",
        .enabled(if: hasOverlay, "the kernel has no overlayfs"))
    func overlay() async throws {
        let (desk, end) = try await bash(
            """
            mkdir upper; mount -t tmpfs none upper; mkdir upper/files upper/work
            mkdir -p real/box/new real/box/cur real/box/tmp; mail below >real/box/new/1; mail half >real/box/new/2
            mount -t overlay -o lowerdir=real,upperdir=upper/files,workdir=upper/work none mounted
            exec 7>>mounted/box/new/2 8>mounted/box/new/3; mail open >&8
            sealpost deliver 2>>log; echo $(ls mounted/box/new)
            exec 7>&- 8>&-
            sealpost deliver 2>>log; echo $(ls mounted/box/new mounted/box/sealpost-claimed | grep -v :)
            sealpost watch 2>>log & watch=$!
            mail watched >mounted/box/tmp/4; mv mounted/box/tmp/4 mounted/box/new/4
            await 4
            kill $watch; wait $watch
            """)
        #expect(end.status == 0 && end.errors == "" && end.output == "2 3\n\n", "\(end)")
        #expect(try await taken(desk) == ["below", "half", "open", "watched"])
    }
}
