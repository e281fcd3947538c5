// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One name in a folder, by its bytes: a file name need not be UTF-8, and what could not be named could not be taken.
public struct FolderEntry: Sendable, Hashable {
    /// The bytes of the name, with the zero that ends it for C.
    public let name: [CChar]
    /// The number of the file that had the name when the folder was read.
    public let inode: UInt64
    /// What kind of file it is: a `DT_` constant, `DT_UNKNOWN` where the filesystem does not tell.
    public let type: UInt8

    /// Makes an entry.
    public init(name: [CChar], inode: UInt64, type: UInt8) {
        self.name = name
        self.inode = inode
        self.type = type
    }

    /// The name for people; what is no UTF-8 in it is replaced.
    public var text: String { String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) }

    /// Whether it may be a regular file.
    public var mayBeRegular: Bool { type == UInt8(DT_REG) || type == UInt8(DT_UNKNOWN) }
}
