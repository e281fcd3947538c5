// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The part of Nettle that digests need.

#ifndef SEALPOST_CNETTLE_SHIM_H
#define SEALPOST_CNETTLE_SHIM_H

#include <nettle/sha2.h>

#endif
