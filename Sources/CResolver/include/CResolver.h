// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// TXT records by the resolver of the C library, whose state and parser are C structures and macros.

#ifndef SEALPOST_CRESOLVER_H
#define SEALPOST_CRESOLVER_H

#include <stddef.h>

/// Asks for the TXT records of a name: res_nquery(3).
///
/// Each record found is written to `records` as two bytes of length, the higher first, and the texts of the record joined.
/// With `server`, an IPv4 address, that server is asked at `port`, and none of those of resolv.conf(5).
/// Returns the number of bytes written: 0 where there is no such record; -1 where nobody answered, or not sensibly.
long sealpost_txt_records(
    const char *name, const char *server, unsigned short port, unsigned char *records, size_t size);

#endif
