// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// What Linux has and Swift's Glibc module does not show, because its headers hide it behind _GNU_SOURCE.

#ifndef SEALPOST_CLINUX_H
#define SEALPOST_CLINUX_H

/// Takes a read lease on a file: fcntl(2), F_SETLEASE with F_RDLCK.
int sealpost_lease(int descriptor);

/// Gives a lease back: fcntl(2), F_SETLEASE with F_UNLCK.
int sealpost_unlease(int descriptor);

#endif
