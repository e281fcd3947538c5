// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// As much of RE2, which has a C++ interface only, as Sealpost uses.

#ifndef CRE2_H
#define CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// No exception may leave for Swift. Where memory is used up, the only one that could come, the program ends, as it does
// when Swift's memory is used up.
#ifdef __cplusplus
#define CRE2_THROWS_NOTHING noexcept
extern "C" {
#else
#define CRE2_THROWS_NOTHING
#endif

/// A compiled expression; several threads may match with it at once.
typedef struct cre2_expression cre2_expression;

/// Compiles a pattern of RE2's POSIX syntax for leftmost-longest matching.
///
/// `.` matches line ends too, and `^` and `$` the ends of the text alone. `max_mem` is in bytes. The result is the
/// caller's, who gives it to `cre2_delete`, whether compiling succeeded or not.
cre2_expression *cre2_new(const uint8_t *pattern, size_t count, bool octets, bool ignore_case, int64_t max_mem)
    CRE2_THROWS_NOTHING;

void cre2_delete(cre2_expression *expression) CRE2_THROWS_NOTHING;

/// What compiling came to.
typedef enum {
    cre2_compiled,
    /// Repetitions, nested ones multiplied, are beyond RE2's limit of 1000.
    cre2_repeats_too_often,
    /// The program needs more than `max_mem`.
    cre2_too_large,
    /// Anything else; `cre2_error_text` says what.
    cre2_refused,
} cre2_outcome;

cre2_outcome cre2_outcome_of(const cre2_expression *expression) CRE2_THROWS_NOTHING;

/// What RE2 says about the error; lives as long as the expression.
const char *cre2_error_text(const cre2_expression *expression) CRE2_THROWS_NOTHING;

/// How many instructions the expression became; -1 if compiling failed.
int cre2_program_size(const cre2_expression *expression) CRE2_THROWS_NOTHING;

/// How many groups the pattern has.
int cre2_group_count(const cre2_expression *expression) CRE2_THROWS_NOTHING;

/// Searches a text for the leftmost-longest match.
///
/// Fills `bounds` with `count` pairs of offsets, start and end: the match, then its groups; -1 for a group that took
/// no part. With a `count` of 0 only whether there is a match is found out, which is faster.
bool cre2_match(const cre2_expression *expression, const uint8_t *text, size_t length, ptrdiff_t *bounds, int count)
    CRE2_THROWS_NOTHING;

#ifdef __cplusplus
}
#endif

#endif
