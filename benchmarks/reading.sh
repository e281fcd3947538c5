#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What reading costs: `sealpost inspect --json`, which decodes all parts and takes their SHA-256, beside a small program on
# GMime 3 and Python's email package that do the same. Mails of 10 kB, 1 MB, 25 MB and 100 MB, a text and a Base64
# attachment; and cat(1) for what copying the file takes.
#
# All programs take turns in one run, so that what else the machine does falls on all alike; each runs as a process of its
# own for each mail, start-up and all. A peer that isn't installed is left out. Wanted: python3, and for GMime gcc, pkg-config
# and libgmime-3.0-dev.
#
#   benchmarks/reading.sh            builds, measures, and ends with 1 where a budget is missed
#   ROUNDS=20 benchmarks/reading.sh
#   SEALPOST=/path/of/sealpost benchmarks/reading.sh    measures a program that is built already
#
# Budgets: at 25 MB no slower than GMime; at 100 MB no more than 8 MB above what 10 kB take.
set -euo pipefail
cd "$(dirname "$0")/.."
# A python3 of one person's own may lack parts of the library.
python=$(command -v /usr/bin/python3 python3 | head -n 1)
[ -n "$python" ] || { echo "reading: python3 is missing" >&2; exit 69; }

if [ -z "${SEALPOST:-}" ]; then
    # shellcheck disable=SC2046 # the flags are words
    swift build -c release --product sealpost $(cat .deps/flags 2>/dev/null) 2>&1 | tail -n 1
    SEALPOST=$PWD/.build/release/sealpost
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/gmime.c" <<'C'
#include <gmime/gmime.h>
#include <stdio.h>

static void leaf(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    (void)parent;
    (void)data;
    if (!GMIME_IS_PART(part)) return;
    GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)part);
    if (!content) return;
    GMimeStream *null = g_mime_stream_null_new();
    GMimeStream *filter = g_mime_stream_filter_new(null);
    GMimeFilter *digest = g_mime_filter_checksum_new(G_CHECKSUM_SHA256);
    g_mime_stream_filter_add((GMimeStreamFilter *)filter, digest);
    g_mime_data_wrapper_write_to_stream(content, filter);
    g_mime_stream_flush(filter);
    gchar *hash = g_mime_filter_checksum_get_string((GMimeFilterChecksum *)digest);
    puts(hash);
    g_free(hash);
    g_object_unref(digest);
    g_object_unref(filter);
    g_object_unref(null);
}

int main(int count, char **words)
{
    if (count < 2) return 64;
    g_mime_init();
    GMimeStream *file = g_mime_stream_fs_open(words[1], O_RDONLY, 0, NULL);
    GMimeParser *parser = g_mime_parser_new_with_stream(file);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_mime_message_foreach(message, leaf, NULL);
    return 0;
}
C
if flags=$(pkg-config --cflags --libs gmime-3.0 2>/dev/null); then
    # shellcheck disable=SC2086 # the flags are words
    gcc -O2 -include fcntl.h -o "$work/gmime" "$work/gmime.c" $flags
fi
cat >"$work/python.py" <<'P'
import email, email.policy, hashlib, sys
with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
for part in message.walk():
    if not part.is_multipart():
        print(hashlib.sha256(part.get_payload(decode=True)).hexdigest())
P

export WORK=$work SEALPOST ROUNDS=${ROUNDS:-7} PYTHON=$python
"$python" - <<'PYTHON'
import base64, os, random, statistics, subprocess, sys, time

work, rounds = os.environ["WORK"], int(os.environ["ROUNDS"])
os.chdir(work)
chance = random.Random(1)


def make(path, size):
    with open(path, "wb") as file:
        file.write(b"From: Sanne Vos <sanne@office.example>\nTo: piet@client.example\nSubject: a mail\n"
                   b"Date: Sat, 21 Nov 2026 09:30:00 +0100\nMessage-ID: <1@office.example>\nMIME-Version: 1.0\n"
                   b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n"
                   b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n")
        while size > 0:
            file.write(base64.encodebytes(chance.randbytes(57 * 500)))
            size -= 77 * 500
        file.write(b"--b--\n")


def run(command):
    """Wall and processor time in seconds, peak memory in kB."""
    with open(os.devnull, "wb") as null:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=null)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"reading: {command[0]} ended with {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


sizes = {"10 kB": 10_000, "1 MB": 1_000_000, "25 MB": 25_000_000, "100 MB": 100_000_000}
programs = {"sealpost inspect": [os.environ["SEALPOST"], "inspect", "--json"], "GMime": [work + "/gmime"],
            "Python email": [os.environ["PYTHON"], work + "/python.py"], "cat": ["cat"]}
if not os.path.exists(work + "/gmime"):
    del programs["GMime"]
medians = {}
print(f"{rounds} rounds in turns; medians\n")
print(f"{'mail':8} {'program':18} {'wall ms':>9} {'CPU ms':>9} {'MB/s':>7} {'peak MB':>8}")
for label, size in sizes.items():
    make("mail", size)
    length = os.path.getsize("mail")
    results = {name: [] for name in programs}
    for _ in range(rounds if size < 50_000_000 else max(3, rounds // 2)):
        for name, command in programs.items():
            results[name].append(run(command + ["mail"]))
    for name, measured in results.items():
        wall, processor, peak = (statistics.median(column) for column in zip(*measured))
        medians[label, name] = wall, processor, peak
        print(f"{label:8} {name:18} {wall * 1000:9.1f} {processor * 1000:9.1f} {length / wall / 1e6:7.0f} {peak / 1024:8.1f}")

missed = []
if "GMime" in programs and medians["25 MB", "sealpost inspect"][1] > medians["25 MB", "GMime"][1]:
    missed.append("25 MB take more processor time than GMime's")
if medians["100 MB", "sealpost inspect"][2] > medians["10 kB", "sealpost inspect"][2] + 8 * 1024:
    missed.append("memory grows with the mail")
for budget in missed:
    print("missed:", budget)
sys.exit(1 if missed else 0)
PYTHON
