#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What it costs to give one mail to sealpost-sendmail, beside three programs that do the same work: nullmailer-inject, dma
# and Postfix' sendmail. With each the mail is in a queue, synced, before the program ends. Wall time, peak memory and syncs,
# for a mail of 10 kB and one of 25 MB.
#
# The programs take turns in one run, so that what else the machine does falls on all alike; what counts is the ratio of
# the medians to nullmailer-inject's, not the milliseconds. The others come from Debian, are unpacked into a temporary folder
# and never installed. nullmailer's test prefix moves all its paths there; dma and Postfix have theirs compiled in, so they
# are run as root in a mount namespace where /etc and /var/spool are folders of that folder. Postfix' daemon does not run:
# its sendmail leaves the mail in the queue for it. Who is not root compares with nullmailer-inject alone.
#
# Wanted: apt-get, dpkg, python3, GNU time, strace. Where hyperfine is there, it measures each program once more by itself.
# Put TMPDIR on a real disk: where syncing is free there is little to measure.
#
#   benchmarks/door.sh            builds, measures, and ends with 1 where a budget is missed
#   ROUNDS=1000 benchmarks/door.sh
#   DOOR=/path/to/sealpost-sendmail benchmarks/door.sh     measures a program that is built already
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in apt-get dpkg python3 strace /usr/bin/time; do
    command -v "$tool" >/dev/null || { printf 'door: %s is missing\n' "$tool" >&2; exit 69; }
done

if [ -z "${DOOR:-}" ]; then
    # shellcheck disable=SC2046
    swift build -c release --product sealpost-sendmail $(cat .deps/flags 2>/dev/null || true) 2>&1 | tail -n 1
    DOOR=$PWD/.build/release/sealpost-sendmail
fi

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
enter=()
others=no
if [ "$(id -u)" = 0 ] && unshare --mount mount -t tmpfs none /mnt 2>/dev/null; then
    others=yes
    enter=(unshare --mount)
fi

packages=nullmailer
[ "$others" = no ] || packages="nullmailer dma postfix"
# shellcheck disable=SC2086
(cd "$WORK" && apt-get -qq download $packages 2>/dev/null) || { echo "door: can't download $packages" >&2; exit 69; }
for package in $packages; do
    mkdir -p "$WORK/debian/$package"
    dpkg -x "$WORK/$package"_*.deb "$WORK/debian/$package"
    dpkg-deb -f "$WORK/$package"_*.deb Package Version | sed 's/.*: //' | paste -sd ' '
done

# With the prefix set, it looks for PREFIX/sbin, PREFIX/conf and PREFIX/queue.
prefix=$WORK/nullmailer
mkdir -p "$prefix"/{sbin,conf,queue/queue,queue/tmp}
install -m 755 "$WORK/debian/nullmailer/usr/sbin/nullmailer-queue" "$prefix/sbin/"
install -m 755 "$WORK/debian/nullmailer/usr/bin/nullmailer-inject" "$prefix/"
echo host.example >"$prefix/mailname"
export NULLMAILER_TEST_PREFIX=$prefix SEALPOST_SPOOL=$WORK/spool

if [ "$others" = yes ]; then
    cp -a /etc "$WORK/etc"
    rm -rf "$WORK"/etc/{dma,postfix} && mkdir "$WORK"/etc/{dma,postfix}
    # Its queue is that of the user and group mail, as its package makes it.
    install -d -g mail -m 2775 "$WORK/var-spool/dma"
    printf 'DEFER\nMAILNAME host.example\n' >"$WORK/etc/dma/dma.conf"
    grep -q '^postdrop:' "$WORK/etc/group" || echo 'postdrop:x:64998:' >>"$WORK/etc/group"
    grep -q '^postfix:' "$WORK/etc/passwd" || echo 'postfix:x:64998:64998::/:/usr/sbin/nologin' >>"$WORK/etc/passwd"
    install -d "$WORK"/var-spool/postfix/{maildrop,public,pid}
    cat >"$WORK/etc/postfix/main.cf" <<CONFIGURATION
compatibility_level = 3.6
myhostname = host.example
message_size_limit = 100000000
command_directory = $WORK/debian/postfix/usr/sbin
daemon_directory = $WORK/debian/postfix/usr/lib/postfix/sbin
shlib_directory = $WORK/debian/postfix/usr/lib/postfix
CONFIGURATION
fi

export WORK DOOR OTHERS=$others ROUNDS=${ROUNDS:-300}
# As a file, since python3 runs where the mounts are.
cat >"$WORK/measure.py" <<'PYTHON'
import base64, json, os, re, shlex, shutil, statistics, subprocess, sys, time

work, rounds = os.environ["WORK"], int(os.environ["ROUNDS"])
envelope = ["-f", "jan@office.example", "piet@example.org"]
programs = {
    "sealpost-sendmail": ([os.environ["DOOR"], "-i", "-odq"] + envelope, work + "/spool/new"),
    "nullmailer-inject": ([work + "/nullmailer/nullmailer-inject"] + envelope, work + "/nullmailer/queue/queue"),
}
if os.environ["OTHERS"] == "yes":
    for source, target in [("/etc", "/etc"), ("/var-spool", "/var/spool")]:
        subprocess.run(["mount", "--bind", work + source, target], check=True)
    programs["dma"] = ([work + "/debian/dma/usr/sbin/dma"] + envelope, "/var/spool/dma")
    programs["Postfix sendmail"] = (
        [work + "/debian/postfix/usr/sbin/sendmail", "-i"] + envelope, "/var/spool/postfix/maildrop")
# Postfix' libraries are not where they would be installed. The others don't have to search for theirs there.
libraries = {"Postfix sendmail": work + "/debian/postfix/usr/lib/postfix"}
quiet = [(os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)]
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
    """Empties a queue, and counts what was in it: dma writes a file for the mail and one for each recipient."""
    names = os.listdir(queue) if os.path.isdir(queue) else []
    for name in names:
        os.unlink(f"{queue}/{name}")
    return len([name for name in names if not name.startswith(("Q", "tmp", "flush"))])


def surroundings(name):
    return os.environ | ({"LD_LIBRARY_PATH": libraries[name]} if name in libraries else {})


def once(name, command, path):
    """The wall time of one run, from start to reaped, in milliseconds."""
    streams = quiet + [(os.POSIX_SPAWN_OPEN, 0, path, os.O_RDONLY, 0)]
    begun = time.perf_counter()
    child = os.posix_spawn(command[0], command, surroundings(name), file_actions=streams)
    status = os.waitpid(child, 0)[1]
    taken = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"door: {command[0]} failed with status {status}")
    return taken * 1000


def peak(name, command, path):
    """Peak memory in MB, by GNU time: a child of Python would begin with Python's own."""
    with open(path, "rb") as file:
        run = subprocess.run(["/usr/bin/time", "-f", "peak %M"] + command, stdin=file, capture_output=True, check=True,
                             env=surroundings(name))
    return int(re.search(rb"peak (\d+)", run.stderr)[1]) / 1024


def syncs(name, command, path):
    log = work + "/strace"
    with open(path, "rb") as file:
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=fsync,fdatasync,sync,syncfs,sync_file_range"] + command,
                       stdin=file, stderr=subprocess.DEVNULL, check=True, env=surroundings(name))
    return len(re.findall(r"sync\w*\(", open(log).read()))


def hyperfine(path, count):
    """The medians by hyperfine(1), each program by itself, in milliseconds."""
    commands = []
    for name, (command, queue) in programs.items():
        setting = f"LD_LIBRARY_PATH={libraries[name]} " if name in libraries else ""
        commands += ["--prepare", f"rm -f {queue}/*", f"{setting}{shlex.join(command)} <{path} 2>/dev/null"]
    subprocess.run(["hyperfine", "--style", "none", "--warmup", "3", "--runs", str(count), "--export-json",
                    work + "/hyperfine.json"] + commands, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    with open(work + "/hyperfine.json") as file:
        times = [entry["median"] * 1000 for entry in json.load(file)["results"]]
    for _, queue in programs.values():
        empty(queue)
    return dict(zip(programs, times))


results = {}
print(f"{'':8}{'':20}{'median ms':>11}{'ratio':>7}{'fastest ms':>12}{'peak MB':>9}{'syncs':>7}{'hyperfine ms':>14}")
for label, size, count in [("10 kB", 10_000, rounds), ("25 MB", 25_000_000, max(rounds // 6, 5))]:
    path = message(size)
    times = {name: [] for name in programs}
    for turn in range(count + 5):
        # Who begins changes with each turn: the first of two finds colder caches.
        for name in list(programs)[:: 1 if turn % 2 else -1]:
            command, queue = programs[name]
            taken = once(name, command, path)
            if empty(queue) != 1:
                sys.exit(f"door: {name} has not queued one mail")
            if turn >= 5:
                times[name].append(taken)
    measured = hyperfine(path, max(count // 4, 10)) if shutil.which("hyperfine") else {}
    for name, (command, queue) in programs.items():
        figures = (statistics.median(times[name]), min(times[name]), peak(name, command, path),
                   syncs(name, command, path))
        empty(queue)
        results[label, name] = figures
        ratio = figures[0] / statistics.median(times["nullmailer-inject"])
        crossed = f"{measured[name]:14.2f}" if name in measured else ""
        print(f"{label:8}{name:20}{figures[0]:11.2f}{ratio:7.2f}{figures[1]:12.2f}{figures[2]:9.1f}{figures[3]:7}{crossed}")

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
"${enter[@]}" python3 "$WORK/measure.py"
