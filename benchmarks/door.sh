#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What it costs to give one mail to sealpost-sendmail, beside nullmailer-inject, which does the same work: the mail is in a
# queue, synced, before the program ends. Wall time, peak memory and syncs, for a mail of 10 kB and one of 25 MB.
#
# The programs take turns in one run, so that what else the machine does falls on both alike; what counts is the ratio of
# the medians, not the milliseconds. nullmailer comes from Debian, is unpacked into a temporary folder and never installed:
# its test prefix moves all its paths there. Wanted: apt-get, dpkg, python3, GNU time, strace.
#
#   benchmarks/door.sh            builds, measures, and ends with 1 where a budget is missed
#   ROUNDS=1000 benchmarks/door.sh
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${ROUNDS:-300}

for tool in apt-get dpkg python3 strace /usr/bin/time; do
    command -v "$tool" >/dev/null || { printf 'door: %s is missing\n' "$tool" >&2; exit 69; }
done

# shellcheck disable=SC2046
swift build -c release --product sealpost-sendmail $(cat .deps/flags 2>/dev/null || true) 2>&1 | tail -n 1
door=$PWD/.build/release/sealpost-sendmail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get -qq download nullmailer 2>/dev/null) || { echo "door: can't download nullmailer" >&2; exit 69; }
dpkg -x "$work"/nullmailer_*.deb "$work/debian"
dpkg-deb -f "$work"/nullmailer_*.deb Package Version | sed 's/.*: //' | paste -sd ' '

# With the prefix set, it looks for PREFIX/sbin, PREFIX/conf and PREFIX/queue.
prefix=$work/nullmailer
mkdir -p "$prefix"/{sbin,conf,queue/queue,queue/tmp}
install -m 755 "$work/debian/usr/sbin/nullmailer-queue" "$prefix/sbin/"
install -m 755 "$work/debian/usr/bin/nullmailer-inject" "$prefix/"
echo host.example >"$prefix/mailname"
export NULLMAILER_TEST_PREFIX=$prefix SEALPOST_SPOOL=$work/spool

WORK=$work DOOR=$door INJECT=$prefix/nullmailer-inject ROUNDS=$rounds python3 - <<'PYTHON'
import base64, os, re, statistics, subprocess, sys, time

work, rounds = os.environ["WORK"], int(os.environ["ROUNDS"])
envelope = ["-f", "jan@office.example", "piet@example.org"]
programs = {
    "sealpost-sendmail": ([os.environ["DOOR"], "-i"] + envelope, work + "/spool/new"),
    "nullmailer-inject": ([os.environ["INJECT"]] + envelope, work + "/nullmailer/queue/queue"),
}
header = b"""From: Jan <jan@office.example>
To: Piet <piet@example.org>
Subject: Enclosed
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <1@office.example>
MIME-Version: 1.0
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

"""


def message(size):
    path = f"{work}/{size}.eml"
    body = base64.encodebytes(os.urandom(size * 57 // 77 + 57))
    with open(path, "wb") as file:
        file.write((header + body)[: size - 1] + b"\n")
    return path


def empty(queue):
    if os.path.isdir(queue):
        for name in os.listdir(queue):
            os.unlink(f"{queue}/{name}")


def once(command, path):
    """The wall time of one run, from start to reaped, in milliseconds."""
    streams = [(os.POSIX_SPAWN_OPEN, 0, path, os.O_RDONLY, 0)]
    begun = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=streams)
    status = os.waitpid(child, 0)[1]
    taken = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"door: {command[0]} failed with status {status}")
    return taken * 1000


def peak(command, path):
    """Peak memory in MB, by GNU time: a child of Python would begin with Python's own."""
    with open(path, "rb") as file:
        run = subprocess.run(["/usr/bin/time", "-f", "peak %M"] + command, stdin=file, capture_output=True, check=True)
    return int(re.search(rb"peak (\d+)", run.stderr)[1]) / 1024


def syncs(command, path):
    log = work + "/strace"
    with open(path, "rb") as file:
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=fsync,fdatasync,sync,syncfs,sync_file_range"] + command,
                       stdin=file, check=True)
    return len(re.findall(r"sync\w*\(", open(log).read()))


results = {}
print(f"{'':8}{'':20}{'median ms':>11}{'fastest ms':>12}{'peak MB':>9}{'syncs':>7}")
for label, size, count in [("10 kB", 10_000, rounds), ("25 MB", 25_000_000, max(rounds // 6, 5))]:
    path = message(size)
    times = {name: [] for name in programs}
    for turn in range(count + 5):
        # Who begins changes with each turn: the first of two finds colder caches.
        for name in list(programs)[:: 1 if turn % 2 else -1]:
            command, queue = programs[name]
            taken = once(command, path)
            empty(queue)
            if turn >= 5:
                times[name].append(taken)
    for name, (command, queue) in programs.items():
        figures = statistics.median(times[name]), min(times[name]), peak(command, path), syncs(command, path)
        empty(queue)
        results[label, name] = figures
        print(f"{label:8}{name:20}{figures[0]:11.2f}{figures[1]:12.2f}{figures[2]:9.1f}{figures[3]:7}")

ours = {label: results[label, "sealpost-sendmail"] for label in ("10 kB", "25 MB")}
theirs = {label: results[label, "nullmailer-inject"] for label in ("10 kB", "25 MB")}
budgets = [
    ("wall time at 10 kB, of nullmailer-inject's", ours["10 kB"][0] / theirs["10 kB"][0], 0.7),
    ("wall time at 25 MB, of nullmailer-inject's", ours["25 MB"][0] / theirs["25 MB"][0], 1.0),
    ("syncs", max(ours["10 kB"][3], ours["25 MB"][3]), 2),
    ("peak MB at 10 kB", ours["10 kB"][2], 8),
    ("peak MB at 25 MB above that at 10 kB", max(0, ours["25 MB"][2] - ours["10 kB"][2]), 1),
]
print()
missed = False
for name, value, limit in budgets:
    missed = missed or value > limit
    print(f"{name + ':':48}{value:6.2f}, at most {limit}: {'MISSED' if value > limit else 'kept'}")
sys.exit(1 if missed else 0)
PYTHON
