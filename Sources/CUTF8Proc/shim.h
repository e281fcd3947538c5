// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// Unicode's normalization forms, of utf8proc.

#ifndef SEALPOST_CUTF8PROC_SHIM_H
#define SEALPOST_CUTF8PROC_SHIM_H

#include <utf8proc.h>

#endif
