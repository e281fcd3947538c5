#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What sending a large mail costs: time and memory of `sealpost deliver` for one mail of 1 kB, 25 MB and 100 MB, a text and a
# Base64 attachment, from the outbox to the copy of sent mail and the notice, by the registered and the secure route, to the
# simulated services. Beside it a pass with nothing to do ("idle"), and cp(1) of the same file with a sync, since the way of a
# mail has two copies that are synced: into the spool and among the sent.
#
# Memory has three figures. "peak" is the largest resident set (ru_maxrss), and holds the pages of mapped files that happened
# to be in memory, those of the program and of the mail: the system takes them back whenever it wants. "own" is what the program
# itself holds (RssAnon of /proc/PID/status), looked at a thousand times a second, the largest. "above idle" is that without
# what the idle pass has.
#
#   benchmarks/sending.sh                          builds, measures, and ends with 1 where the budget is missed
#   ROUNDS=9 benchmarks/sending.sh
#   PROGRAMS=.build/release benchmarks/sending.sh  measures programs that are built already
#
# Budget: at most 32 MB above idle, whatever the size of the mail.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(command -v /usr/bin/python3 python3 | head -n 1)
[ -n "$python" ] || { echo "sending: python3 is missing" >&2; exit 69; }

if [ -z "${PROGRAMS:-}" ]; then
    # shellcheck disable=SC2046 # the flags are words
    swift build -c release $(cat .deps/flags 2>/dev/null || true) 2>&1 | tail -n 1
    PROGRAMS=.build/release
fi
PROGRAMS=$(cd "$PROGRAMS" && pwd)

# Not in memory: what is measured is syncing too.
work=$(mktemp -d -p "${WORK:-/var/tmp}")
service=
trap '[ -z "$service" ] || kill "$service"; rm -rf "$work"' EXIT
"$PROGRAMS/sealpost-sandbox" --log /dev/null --ready-file "$work/ready" --domain office.example --largest-body 300000000 \
    >/dev/null &
service=$!
until [ -s "$work/ready" ]; do sleep 0.1; done

export WORK=$work PROGRAMS ROUNDS=${ROUNDS:-5}
"$python" - <<'PYTHON'
import base64, os, random, shutil, statistics, subprocess, sys, time

work, programs, rounds = os.environ["WORK"], os.environ["PROGRAMS"], int(os.environ["ROUNDS"])
home = work + "/home"
outbox, settings, rules = (home + place for place in (
    "/Mail/Outbox", "/.config/sealpost/config.toml", "/.config/sealpost/rules.sieve"))
os.environ["HOME"] = home
chance = random.Random(1)


def run(command):
    """Wall and processor time in seconds, the largest resident set and the largest part of it that is no file's, in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=open(work + "/errors", "wb"))
    own = 0
    with open(f"/proc/{child.pid}/status") as status:
        while True:
            ended, code, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            status.seek(0)
            for line in status.read().splitlines():
                if line.startswith("RssAnon:"):
                    own = max(own, int(line.split()[1]))
            time.sleep(0.001)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(code)
    if child.returncode:
        sys.exit(f"sending: {command[0]} ended with {child.returncode}: " + open(work + "/errors").read()[-500:])
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, own / 1024


def furnish(route):
    shutil.rmtree(home, ignore_errors=True)
    os.mkdir(home)
    with open(home + "/secret", "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write("demo\n")
    subprocess.run(
        [programs + "/sealpost", "init", "--mail", home + "/Mail", "--language", "en",
         "--sandbox", open(work + "/ready").read().strip(), "--client-id", "demo",
         "--client-secret-file", home + "/secret", "--sendmail", ""],
        check=True, stdout=subprocess.DEVNULL)
    text = open(settings).read()
    for kind in ("registered", "secure"):
        text = text.replace(f'kind = "{kind}"\n', f'kind = "{kind}"\nmaximum_request_bytes = 300000000\n')
    open(settings, "w").write(text)
    open(rules, "w").write(f'require "fileinto";\nfileinto "{route}";\n')


def make(path, number, size):
    with open(path, "wb") as file:
        file.write(b"From: Sanne Vos <sanne@office.example>\nTo: piet@client.example\nSubject: mail %d\n"
                   b"Date: Sat, 21 Nov 2026 09:30:00 +0100\nMessage-ID: <%d@office.example>\nMIME-Version: 1.0\n"
                   b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n"
                   b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" % (number, number))
        while size > 0:
            piece = chance.randbytes(57 * min(500, -(-size // 77)))
            file.write(base64.encodebytes(piece))
            size -= len(piece) // 57 * 77
        file.write(b"--b--\n")


def waiting():
    answer = subprocess.run([programs + "/sealpost", "queue"], stdout=subprocess.PIPE, check=True, text=True).stdout
    return answer != "Nothing waits.\n"


missed, number = [], 0
load = " ".join(open("/proc/loadavg").read().split()[:3])
print(f"load {load}, {os.cpu_count()} processors; {rounds} rounds, the least of each column but the largest of memory\n")
print(f"{'route':12} {'mail':>7} {'wall s':>8} {'CPU s':>8} {'cp s':>8} {'peak MB':>9} {'own MB':>8} {'above idle':>11}")
for route in ("registered", "secure"):
    furnish(route)
    subprocess.run([programs + "/sealpost", "deliver"], check=True)
    idle = [run([programs + "/sealpost", "deliver"]) for _ in range(rounds)]
    base = max(own for *_, own in idle)
    row = [min(column) for column in list(zip(*idle))[:2]] + [max(peak for *_, peak, _ in idle), base]
    print(f"{route:12} {'idle':>7} {row[0]:8.3f} {row[1]:8.3f} {'':8} {row[2]:9.1f} {row[3]:8.1f}")
    for label, size in (("1 kB", 1), ("25 MB", 25_000_000), ("100 MB", 100_000_000)):
        results, copies = [], []
        for _ in range(rounds if size < 50_000_000 else max(3, rounds // 2)):
            number += 1
            make(work + "/mail", number, size)
            start = time.perf_counter()
            subprocess.run(["cp", work + "/mail", work + "/copy"], check=True)
            subprocess.run(["sync", work + "/copy"], check=True)
            copies.append(time.perf_counter() - start)
            os.rename(work + "/mail", f"{outbox}/new/{number}")
            results.append(run([programs + "/sealpost", "deliver"]))
            if waiting():
                sys.exit("sending: a mail was not sent")
        wall, processor, peak, own = zip(*results)
        above = max(own) - base
        print(f"{route:12} {label:>7} {min(wall):8.3f} {min(processor):8.3f} {min(copies):8.3f} {max(peak):9.1f} "
              f"{max(own):8.1f} {above:11.1f}")
        if above > 32:
            missed.append(f"{label} by the {route} route take {above:.1f} MB more than idle")
for budget in missed:
    print("missed:", budget)
sys.exit(1 if missed else 0)
PYTHON
