// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CArguments.h"

static int count;
static char **words;

// glibc calls constructors with what it calls main with; other C libraries don't.
__attribute__((constructor)) static void keep(int argc, char **argv) {
    count = argc;
    words = argv;
}

int sealpost_argument_count(void) { return count; }

const char *sealpost_argument(int index) { return words[index]; }
