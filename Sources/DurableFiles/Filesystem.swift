// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// What kind of filesystem a path lies on, as far as watching it goes: statfs(2).
public enum Filesystem: Sendable, Hashable {
    /// All changes are made through this kernel, which can tell of them.
    case local
    /// Others may change it without this kernel's knowledge: no event comes, and no lease says who writes.
    case shared

    /// Looks at the path, or at the nearest folder above it that is there.
    public init(of path: String) {
        var type: UInt32 = 0
        var path = path
        while sealpost_filesystem_type(path, &type) != 0 {
            guard errno == ENOENT, path != "/", path.contains("/") else {
                self = .local
                return
            }
            path = Folder(parentOf: path).path
        }
        self.init(type: type)
    }

    /// Judges the number by which the kernel knows the kind: `f_type` of statfs(2).
    public init(type: UInt32) {
        self = Self.sharedTypes.contains(type) ? .shared : .local
    }

    /// From statfs(2) and the kernel's `magic.h`.
    ///
    /// FUSE is among them though some of its filesystems are local: the kernel can't tell, and looking is safe for all.
    private static let sharedTypes: Set<UInt32> = [
        0x6969,  // NFS
        0x517B, 0xFF53_4D42, 0xFE53_4D42,  // SMB, CIFS, SMB2
        0x0102_1997,  // 9p
        0x6573_5546,  // FUSE
        0x564C,  // NCP
        0x00C3_6400,  // Ceph
        0x5346_414F, 0x6B41_4653,  // AFS, of OpenAFS and of the kernel
        0x7375_7245,  // Coda
        0x0116_1970,  // GFS2
        0x7461_636F,  // OCFS2
        0x0BD0_0BD0,  // Lustre
        0x4750_4653,  // GPFS
        0x1983_0326,  // BeeGFS
        0x786F_4256,  // VirtualBox shared folders
        0xBACB_ACBC,  // VMware shared folders
        0x2030_528,  // OrangeFS
    ]
}
