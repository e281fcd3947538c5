// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The parsers of RFC 5322 fields and MIME structure, and nothing of libetpan's mail access.
#include <libetpan/clist.h>
#include <libetpan/mailimf.h>
#include <libetpan/mailmime.h>
#include <libetpan/mailmime_types.h>
