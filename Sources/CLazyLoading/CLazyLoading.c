// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CLazyLoading.h"

#include <dlfcn.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

void *lazy_function(const char *library, const char *name) {
    // Loaded already, it is only found again; it stays loaded.
    void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
    void *function = handle ? dlsym(handle, name) : NULL;
    if (!function) {
        dprintf(STDERR_FILENO, "sealpost: %s; install the package that has %s\n", dlerror(), library);
        _exit(EX_UNAVAILABLE);
    }
    return function;
}
