// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CLinux.h"
#include <fcntl.h>
#include <signal.h>

int sealpost_lease(int descriptor) {
    // Whoever opens the file for writing meanwhile breaks the lease, and the kernel tells its holder by SIGIO, which would
    // end the process. SIGURG is ignored unless somebody asks for it.
    if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -1;
    return fcntl(descriptor, F_SETLEASE, F_RDLCK);
}

int sealpost_unlease(int descriptor) { return fcntl(descriptor, F_SETLEASE, F_UNLCK); }
