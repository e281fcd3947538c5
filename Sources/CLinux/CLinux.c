// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CLinux.h"
#include <fcntl.h>

int sealpost_lease(int descriptor) { return fcntl(descriptor, F_SETLEASE, F_RDLCK); }

int sealpost_unlease(int descriptor) { return fcntl(descriptor, F_SETLEASE, F_UNLCK); }
