// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// Functions of shared libraries that take long to load and that many runs do without.

#ifndef CLAZYLOADING_H
#define CLAZYLOADING_H

/// The address of a function of a shared library, which is loaded when the first of its functions is wanted.
///
/// Where there is none the process ends with EX_UNAVAILABLE and a line on standard error, much as ld.so(8) ends one whose
/// library is missing: a text that can't be read must not become a rule that doesn't match. dlopen(3), dlsym(3).
void *lazy_function(const char *library, const char *name);

/// A function that a header declares, looked up once.
#define LAZY_FUNCTION(library, function)                                                                               \
    ({                                                                                                                 \
        static _Atomic(__typeof__(&function)) known;                                                                   \
        __typeof__(&function) address = known;                                                                         \
        if (!address) known = address = (__typeof__(&function))lazy_function(library, #function);                      \
        address;                                                                                                       \
    })

#endif
