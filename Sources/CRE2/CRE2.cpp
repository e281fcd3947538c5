// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CRE2.h"

#include <algorithm>

#include <re2/re2.h>

struct cre2_expression {
    re2::RE2 re2;
    cre2_expression(const re2::StringPiece &pattern, const re2::RE2::Options &options) : re2(pattern, options) {}
};

namespace {

/// RE2 remembers what took no part in a match by a null pointer, so an empty text needs another one.
re2::StringPiece piece(const uint8_t *bytes, size_t count) {
    return re2::StringPiece(count == 0 ? "" : reinterpret_cast<const char *>(bytes), count);
}

}  // namespace

cre2_expression *cre2_new(const uint8_t *pattern, size_t count, bool octets, bool ignore_case, int64_t max_mem)
    CRE2_THROWS_NOTHING {
    re2::RE2::Options options;
    options.set_encoding(octets ? re2::RE2::Options::EncodingLatin1 : re2::RE2::Options::EncodingUTF8);
    options.set_posix_syntax(true);
    options.set_longest_match(true);
    options.set_dot_nl(true);
    options.set_one_line(true);
    options.set_case_sensitive(!ignore_case);
    options.set_log_errors(false);
    options.set_max_mem(max_mem);
    return new cre2_expression(piece(pattern, count), options);
}

void cre2_delete(cre2_expression *expression) CRE2_THROWS_NOTHING { delete expression; }

cre2_outcome cre2_outcome_of(const cre2_expression *expression) CRE2_THROWS_NOTHING {
    switch (expression->re2.error_code()) {
    case re2::RE2::NoError: return cre2_compiled;
    case re2::RE2::ErrorRepeatSize: return cre2_repeats_too_often;
    case re2::RE2::ErrorPatternTooLarge: return cre2_too_large;
    default: return cre2_refused;
    }
}

const char *cre2_error_text(const cre2_expression *expression) CRE2_THROWS_NOTHING {
    return expression->re2.error().c_str();
}

int cre2_program_size(const cre2_expression *expression) CRE2_THROWS_NOTHING { return expression->re2.ProgramSize(); }

int cre2_group_count(const cre2_expression *expression) CRE2_THROWS_NOTHING {
    return expression->re2.NumberOfCapturingGroups();
}

bool cre2_match(const cre2_expression *expression, const uint8_t *text, size_t length, ptrdiff_t *bounds, int count)
    CRE2_THROWS_NOTHING {
    constexpr int most = 64;
    re2::StringPiece groups[most];
    const int wanted = std::min(count, most);
    const re2::StringPiece whole = piece(text, length);
    if (!expression->re2.Match(whole, 0, length, re2::RE2::UNANCHORED, groups, wanted)) return false;
    for (int index = 0; index < count; index++) {
        const bool took_part = index < wanted && groups[index].data() != nullptr;
        const ptrdiff_t start = took_part ? groups[index].data() - whole.data() : -1;
        bounds[2 * index] = start;
        bounds[2 * index + 1] = took_part ? start + static_cast<ptrdiff_t>(groups[index].size()) : -1;
    }
    return true;
}
