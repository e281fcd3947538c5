// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The exit codes of all programs, from sysexits.h, so that callers know what kind of trouble it is.
///
/// A delivering agent treats most of them as final; ``tempfail`` is the one for every doubt.
public enum ExitStatus: Int32, Sendable, Error {
    /// Done; of a door: the message is durable.
    case ok = 0
    /// The command line is wrong.
    case usage = 64
    /// The input is wrong.
    case dataError = 65
    /// An input file is missing or can't be read.
    case noInput = 66
    /// A user does not exist.
    case noUser = 67
    /// A host does not exist.
    case noHost = 68
    /// A service is not to be had.
    case unavailable = 69
    /// Something inside the program is wrong.
    case software = 70
    /// A file can't be made.
    case cantCreate = 73
    /// Reading or writing failed.
    case ioError = 74
    /// Not now: try again later.
    case tempfail = 75
    /// Not allowed.
    case noPermission = 77
    /// The settings are wrong.
    case config = 78
}
