// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The writing half of minizip, the small ZIP library that comes with zlib.

#ifndef SEALPOST_CMINIZIP_SHIM_H
#define SEALPOST_CMINIZIP_SHIM_H

#include <minizip/zip.h>

#endif
