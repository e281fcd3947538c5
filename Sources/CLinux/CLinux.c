// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CLinux.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/vfs.h>

int sealpost_lease(int descriptor) {
    // Whoever opens the file for writing meanwhile breaks the lease, and the kernel tells its holder by SIGIO, which would
    // end the process. SIGURG is ignored unless somebody asks for it.
    if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -1;
    return fcntl(descriptor, F_SETLEASE, F_RDLCK);
}

int sealpost_unlease(int descriptor) { return fcntl(descriptor, F_SETLEASE, F_UNLCK); }

int sealpost_lock_whole(int descriptor) {
    // Of the open file and not of the process: a lock of the process goes with any of its descriptors of that file.
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(descriptor, F_OFD_SETLK, &lock);
}

int sealpost_filesystem_type(const char *path, unsigned int *type) {
    struct statfs status;
    if (statfs(path, &status) != 0) return -1;
    *type = (unsigned int)status.f_type;
    return 0;
}
