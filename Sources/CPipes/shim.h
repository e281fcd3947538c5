// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// pipe2(2), which the Glibc module leaves out since it is an extension of GNU and BSD.
// Only it marks a pipe close-on-exec from the start: a program that another thread starts at the same moment would
// otherwise inherit the writing end, and ours would wait for the end of its input for ever.

#ifndef SEALPOST_CPIPES_SHIM_H
#define SEALPOST_CPIPES_SHIM_H

extern int pipe2(int files[2], int flags);

static inline int shim_pipe(int files[2], int flags) { return pipe2(files, flags); }

#endif
