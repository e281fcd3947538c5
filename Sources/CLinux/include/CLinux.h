// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// What Linux has and Swift's Glibc module does not show, because its headers hide it behind _GNU_SOURCE.

#ifndef SEALPOST_CLINUX_H
#define SEALPOST_CLINUX_H

/// Takes a read lease on a file: fcntl(2), F_SETLEASE with F_RDLCK.
int sealpost_lease(int descriptor);

/// Gives a lease back: fcntl(2), F_SETLEASE with F_UNLCK.
int sealpost_unlease(int descriptor);

/// Locks the whole of a file against all others who open it, or fails at once with EAGAIN: fcntl(2), F_OFD_SETLK with F_WRLCK.
int sealpost_lock_whole(int descriptor);

/// Tells by which number the kernel knows the kind of filesystem a path lies on: f_type of statfs(2).
int sealpost_filesystem_type(const char *path, unsigned int *type);

#endif
