// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The words of the command line as the C library gives them to a starting program.
//
// Swift's CommandLine looks for them in memory with the help of /proc/self/maps. Where that can't be opened (in a chroot
// without /proc, or with no descriptor left) it finds none and says nothing, and a sendmail without its words refuses
// every mail as one for nobody.

#ifndef SEALPOST_CARGUMENTS_H
#define SEALPOST_CARGUMENTS_H

/// How many words there are, the program's name included.
int sealpost_argument_count(void);

/// The word at an index below the count; it lives as long as the program.
const char *sealpost_argument(int index);

#endif
