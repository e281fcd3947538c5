#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What the ledger costs: all steps of messages that are sent at the first attempt, each step synced to disk; and checking a
# log of about a million entries.
#
#   benchmarks/ledger.sh                                  builds and measures
#   BENCH=/path/of/ledger-bench benchmarks/ledger.sh      measures a program that is built already
#   MESSAGES=500 FILL=100 benchmarks/ledger.sh            5,000 messages, and 3,320 of 100 recipients, if not told otherwise
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${BENCH:-}" ]; then
    flags=$(cat .deps/flags 2>/dev/null || true)
    # shellcheck disable=SC2086
    swift build -c release --product ledger-bench $flags 2>&1 | tail -n 1
    BENCH=$PWD/.build/release/ledger-bench
fi

# Not in memory: what is measured is mostly syncing.
work=$(mktemp -d -p "${WORK:-/var/tmp}")
trap 'rm -rf "$work"' EXIT
echo "${MESSAGES:-5000} messages of one recipient"
"$BENCH" deliver "$work/many.sqlite" "${MESSAGES:-5000}"
echo "${FILL:-3320} messages of 100 recipients"
"$BENCH" fill "$work/large.sqlite" "${FILL:-3320}" 100
ls -l "$work/large.sqlite" | awk '{ printf "%d MB\n", $5 / 1048576 }'
echo "entries, messages, findings"
"$BENCH" verify "$work/large.sqlite"
