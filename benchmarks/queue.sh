#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What a mail costs while few or many are queued: time and peak memory of one pass over so many mails in an outbox, of a pass
# with nothing to do beside as many that wait, and of `sealpost queue`. A mail that is sent, one that is held, and one whose
# service can't be reached; copies and notices are part of it. What counts is that a mail costs as much among 100,000 as
# among ten.
#
#   benchmarks/queue.sh                           builds and measures; takes an hour
#   COUNTS="10 1000" benchmarks/queue.sh          10, 1000, 10000 and 100000, if not told otherwise
#   KINDS=held benchmarks/queue.sh                sent, held and deferred, if not told otherwise
#   PROGRAMS=.build/debug benchmarks/queue.sh     measures programs that are built already
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in python3 /usr/bin/time; do
    command -v "$tool" >/dev/null || { printf 'queue: %s is missing\n' "$tool" >&2; exit 69; }
done

if [ -z "${PROGRAMS:-}" ]; then
    # shellcheck disable=SC2046
    swift build -c release $(cat .deps/flags 2>/dev/null || true) 2>&1 | tail -n 1
    PROGRAMS=.build/release
fi
programs=$(cd "$PROGRAMS" && pwd)

# Not in memory: what is measured is syncing too.
work=$(mktemp -d -p "${WORK:-/var/tmp}")
service=
trap '[ -z "$service" ] || kill "$service"; rm -rf "$work"' EXIT

# One command, as a row of the table; what it says goes to a file.
measure() {
    local name=$1 count=$2
    shift 2
    HOME=$work/home /usr/bin/time -o "$work/usage" -f '%e %U %S %M' "$@" >"$work/output" 2>"$work/errors" ||
        { tail -n 3 "$work/errors" >&2; exit 70; }
    awk -v name="$name" -v count="$count" \
        '{ printf "%-28s %7d %9.1f %9.2f %9.2f %8.1f\n", name, count, $1, $1 * 1000 / count, ($2 + $3) * 1000 / count, $4 / 1024 }' "$work/usage"
}

# A home with so many mails in its outbox, whose rules do with them what the kind says.
furnish() {
    local kind=$1 count=$2 url=http://127.0.0.1:1
    rm -rf "$work/home"
    mkdir -p "$work/home"
    printf 'demo\n' >"$work/secret"
    chmod 600 "$work/secret"
    if [ "$kind" = sent ]; then
        rm -f "$work/ready"
        "$programs/sealpost-sandbox" --port 0 --log /dev/null --ready-file "$work/ready" >/dev/null &
        service=$!
        until [ -s "$work/ready" ]; do sleep 0.1; done
        url=$(cat "$work/ready")
    fi
    HOME=$work/home "$programs/sealpost" init --mail "$work/home/Mail" --language en --sandbox "$url" \
        --client-id demo --client-secret-file "$work/secret" --sendmail '' >/dev/null
    route=registered
    [ "$kind" != held ] || route=hold
    printf 'require "fileinto";\nfileinto "%s";\n' "$route" >"$work/home/.config/sealpost/rules.sieve"
    python3 - "$work/home/Mail/Outbox/new" "$count" <<'PYTHON'
import sys

folder, count = sys.argv[1], int(sys.argv[2])
body = "Dear Piet,\n\n" + "We hereby end the agreement that we have with you.\n" * 80
for number in range(count):
    with open(f"{folder}/{number}.queue", "w") as file:
        file.write(f"""From: Jan <jan@office.example>
To: Piet <piet{number}@example.org>
Subject: Notice {number}
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <{number}@office.example>

{body}""")
PYTHON
}

printf '%-28s %7s %9s %9s %9s %8s\n' '' mails seconds 'ms each' 'CPU ms' 'peak MB'
for kind in ${KINDS:-sent held deferred}; do
    for count in ${COUNTS:-10 1000 10000 100000}; do
        furnish "$kind" "$count"
        measure "$kind: first pass" "$count" "$programs/sealpost" deliver
        measure "$kind: pass with nothing new" "$count" "$programs/sealpost" deliver
        measure "$kind: queue" "$count" "$programs/sealpost" queue list --all
        measure "$kind: queue --json" "$count" "$programs/sealpost" queue list --all --json
        [ -z "$service" ] || { kill "$service"; wait "$service" || true; service=; }
    done
done
