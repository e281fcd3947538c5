// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// Starting a program at the price of a vfork(2): glibc's posix_spawn(3) with what it hides behind _GNU_SOURCE.

#ifndef SEALPOST_CSPAWN_H
#define SEALPOST_CSPAWN_H

#include <sys/types.h>

/// What becomes of standard input, output and error: the descriptors that they are to be copies of.
struct sealpost_streams {
    int input;
    int output;
    int error;
};

/// Starts a program with these arguments and this process' environment, and with no descriptors but the three.
///
/// Signals are as a program expects them: none blocked, none ignored. A program without a slash in its name is looked for in
/// the path.
///
/// With `detached` it has a session of its own and `/` as its folder, so that no terminal and no mounted folder of the
/// caller's matters to it.
///
/// Returns 0, or what errno(3) would say; `process` is the child's id.
int sealpost_spawn(pid_t *process, const char *program, char *const *arguments, struct sealpost_streams streams,
                   int detached);

#endif
