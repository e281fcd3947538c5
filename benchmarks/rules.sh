#!/bin/bash
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# What rules cost: one process for one message, beside Pigeonhole's sieve-test, maildrop and procmail with rules that say the
# same, and the engine alone in one process. Mails of 10 kB and 5 MB, both with alternative texts and attachments; 30 rules
# that look at the header, or 25 of them with 5 that look at texts and file names, and one more that matches.
#
# All programs take turns in one run, so that what else the machine does falls on all alike. The mails and rules are made
# here. A peer that isn't installed is left out, and so is what Sealpost doesn't have yet. Wanted: python3, and for the
# peers Debian's dovecot-sieve, maildrop and procmail.
#
#   benchmarks/rules.sh            builds, measures, and ends with 1 where a budget is missed
#   ROUNDS=500 benchmarks/rules.sh
#   BENCH=/path/of/rules-bench SEALPOST=/path/of/sealpost benchmarks/rules.sh    measures programs that are built already
#
# rules-bench is the engine and the reader of mails alone. The row "sealpost explain" is the whole program: arguments,
# settings, and the answer as JSON, with what each test came to, for one recipient.
#
# Half of sieve-test's time is near the floor of a process of this shape. Where sieve-test took 5.9 ms of processor time
# (tenth percentile of 150 runs in turns, on a machine that was busy), a C program that does nothing took 0.35, a Swift one
# with Swift's libraries in itself 0.71, and rules-bench for the small mail and hdr30 2.8; linked wholly static it would
# take 2.5, but iconv(3) and libcurl want the loader. mixed30 has HTML made into text, and so loads libxml2 and ICU: 1.6 more.
# Of the big mail all is read before a rule is run, since a doubt about any part of it holds it; sieve-test with hdr30 reads
# no more than the header, so that half of its time can't be had there.
set -euo pipefail
cd "$(dirname "$0")/.."
# A python3 of one person's own may be closed to nobody.
python=$(command -v /usr/bin/python3 python3 | head -n 1)
[ -n "$python" ] || { echo "rules: python3 is missing" >&2; exit 69; }

if [ -z "${BENCH:-}" ]; then
    flags=$(cat .deps/flags 2>/dev/null || true)
    for product in rules-bench sealpost; do
        # shellcheck disable=SC2086
        swift build -c release --disable-local-rpath --product "$product" $flags 2>&1 | tail -n 1
    done
    BENCH=$PWD/.build/release/rules-bench SEALPOST=${SEALPOST:-$PWD/.build/release/sealpost}
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$BENCH" "$work/rules-bench"
[ -z "${SEALPOST:-}" ] || cp "$SEALPOST" "$work/sealpost"
run=()
if [ "$(id -u)" = 0 ]; then
    # sieve-test and maildrop refuse to serve root, or do other things for it.
    chown nobody "$work"
    run=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi

export WORK=$work ROUNDS=${ROUNDS:-200} HOME=$work
"${run[@]}" "$python" - <<'PYTHON'
import base64, os, random, re, shutil, statistics, subprocess, sys, time

work, rounds = os.environ["WORK"], int(os.environ["ROUNDS"])
os.chdir(work)
bench = work + "/rules-bench"
chance = random.Random(1)
words = """de het een offerte huur contract opzegging bijlage factuur overleg kantoor dossier zaak termijn vergadering bericht
verzoek antwoord betaling rekening afspraak adres datum ondertekening voorstel""".split()


def text(size):
    lines, length = [], 0
    while length < size:
        line = " ".join(chance.choice(words) for _ in range(10))
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines) + "\n"


def part(head, body):
    return "--mixed\n" + head + "\n\n" + body


def attachment(name, size):
    data = base64.encodebytes(chance.randbytes(size)).decode()
    return part(f'Content-Type: application/pdf; name="{name}"\nContent-Transfer-Encoding: base64\n'
                f'Content-Disposition: attachment; filename="{name}"', data)


def message(path, texts, attachments):
    body = text(texts)
    html = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in body.splitlines()) + "</body></html>\n"
    received = "".join(f"Received: from h{n}.example (h{n}.example [192.0.2.{n}])\n\tby mx{n}.example with ESMTPS id {n}A\n"
                       f"\tfor <piet@client.example>; Sat, 21 Nov 2026 09:30:0{n} +0100\n" for n in range(5))
    head = received + """From: Jan de Vries <jan@office.example>
To: Piet <piet@client.example>, Anna <anna@partner.example>, archief@office.example
Cc: Kees <kees@other.example>
Subject: =?utf-8?q?Overeenkomst_huur_Z=C3=BCrich?= 2026
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <1@office.example>
X-Mailer: Sample 1.0
X-Priority: 3
List-Id: Clients <clients.office.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="mixed"

"""
    mail = head + part('Content-Type: multipart/alternative; boundary="alt"',
                       "--alt\nContent-Type: text/plain; charset=utf-8\n\n" + body
                       + "--alt\nContent-Type: text/html; charset=utf-8\n\n" + html + "--alt--\n")
    for name, size in attachments:
        mail += attachment(name, size)
    with open(path, "w") as file:
        file.write(mail + "--mixed--\n")
    return os.path.getsize(path)


sizes = {"small": message("small.eml", 1600, [("offerte.pdf", 3200)]),
         "big": message("big.eml", 50_000, [(f"bijlage{n}.pdf", 720_000) for n in range(5)])}

# Rules as (kind, what they look for): each language says them in its own way.
kinds = ["domain", "contains", "matches", "exists", "size"]
header_rules = [(kinds[n % 5], n) for n in range(30)]
mixed_rules = header_rules[:25] + [("text", 25), ("text", 26), ("text", 27), ("regex", 28), ("file", 29)]


def sieve(rules):
    tests = {
        "domain": 'address :domain ["to", "cc"] "d{0}.example"',
        "contains": 'header :contains "subject" "woord{0}"',
        "matches": 'header :matches ["subject", "x-mailer"] "*aanduiding{0}*"',
        "exists": 'exists "X-Field-{0}"',
        "size": "size :over {0}0M",
        "text": 'body :text :contains "vertrouwelijk{0}"',
        "regex": 'body :text :regex "bsn[ :]*[0-9]{{9}}"',
        "file": 'header :mime :anychild :param "filename" :matches "Content-Disposition" "*.exe{0}"',
    }
    needs = ["fileinto"] + (["body", "regex", "mime"] if rules is mixed_rules else [])
    lines = ["require [" + ", ".join(f'"{name}"' for name in needs) + "];"]
    for kind, number in rules:
        lines.append(f"if {tests[kind].format(number)} {{ fileinto \"r{number}\"; stop; }}")
    return "\n".join(lines) + '\nif header :contains "subject" "overeenkomst" { fileinto "match"; stop; }\n'


def maildrop(rules):
    tests = {
        "domain": "/^(To|Cc):.*@d{0}\\.example/", "contains": "/^Subject:.*woord{0}/",
        "matches": "/^(Subject|X-Mailer):.*aanduiding{0}/", "exists": "/^X-Field-{0}:/", "size": "$SIZE > {0}0000000",
        "text": "/vertrouwelijk{0}/:b", "regex": "/bsn[ :]*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]/:b",
        "file": "/filename=.*\\.exe{0}/:b",
    }
    lines = [f"if ({tests[kind].format(number)})\n{{\n  EXITCODE=1\n  exit\n}}" for kind, number in rules]
    return "\n".join(lines) + "\nif (/^Subject:.*Overeenkomst/)\n{\n  EXITCODE=0\n  exit\n}\nEXITCODE=2\nexit\n"


def procmail(rules):
    tests = {
        "domain": ":0\n* ^(To|Cc):.*@d{0}\\.example", "contains": ":0\n* ^Subject:.*woord{0}",
        "matches": ":0\n* ^(Subject|X-Mailer):.*aanduiding{0}", "exists": ":0\n* ^X-Field-{0}:",
        "size": ":0\n* > {0}0000000", "text": ":0B\n* vertrouwelijk{0}",
        "regex": ":0B\n* bsn[ :]*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]", "file": ":0B\n* filename=.*\\.exe{0}",
    }
    lines = [f"{tests[kind].format(number)}\n/dev/null\n" for kind, number in rules]
    return "\n".join(lines) + "\n:0\n* ^Subject:.*Overeenkomst\n/dev/null\n\nEXITCODE=2\n:0\n/dev/null\n"


twenty = 'require ["fileinto", "mime"];\n' + "".join(
    f'if header :mime :anychild :param "filename" :contains "Content-Disposition" "name{n}" {{ fileinto "r{n}"; stop; }}\n'
    for n in range(20))
with open("dovecot.conf", "w") as file:
    file.write(f"mail_home = {work}\nmail_location = maildir:{work}/Maildir\nlog_path = /dev/stderr\nssl = no\nprotocols =\n")
for name, rules in [("hdr30", header_rules), ("mixed30", mixed_rules)]:
    # The rules for sealpost name a route that its settings have.
    with open(f"{name}.toml", "w") as file:
        file.write(f'rules = "{name}.routes"\n\n[route.plain]\n')
    routes = re.sub('fileinto "[a-z0-9]+"', 'fileinto "plain"', sieve(rules))
    for ending, source in [("sieve", sieve(rules)), ("routes", routes), ("mailfilter", maildrop(rules)), ("procmailrc", procmail(rules))]:
        path = f"{name}.{ending}"
        with open(path, "w") as file:
            file.write(source)
        os.chmod(path, 0o600)
with open("twenty.sieve", "w") as file:
    file.write(twenty)

environment = {"HOME": work, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
devnull = os.open("/dev/null", os.O_WRONLY)


def once(command, path, expected=None):
    """Wall and processor time of one run, from start to reaped, in milliseconds."""
    streams = [(os.POSIX_SPAWN_OPEN, 0, path, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, devnull, 1),
               (os.POSIX_SPAWN_DUP2, devnull, 2)]
    begun = time.perf_counter()
    child = os.posix_spawn(command[0], command, environment, file_actions=streams)
    _, status, used = os.wait4(child, 0)
    taken = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"rules: {' '.join(command)} failed with status {status}")
    return taken * 1000, (used.ru_utime + used.ru_stime) * 1000


def works(command):
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def installed(name):
    path = shutil.which(name)
    if not path:
        print(f"{name} is not installed, and left out")
    return path


has = {name: works([bench, name + ".sieve", "small.eml"]) for name in ("hdr30", "mixed30", "twenty")}
programs = {}
programs["rules-bench"] = lambda rules, mail: [bench, rules + ".sieve", mail] if has[rules] else None
program = work + "/sealpost"
if os.path.exists(program):
    explain = lambda rules, mail: [program, "explain", "--json", "--config", rules + ".toml", mail, "piet@client.example"]
    if works(explain("hdr30", "small.eml")):
        programs["sealpost explain"] = explain
    else:
        sys.exit("rules: sealpost explain doesn't work")
else:
    print("sealpost is not given, and left out")
if tester := installed("sieve-test"):
    compiler = installed("sievec")
    for rules in ("hdr30", "mixed30", "twenty"):
        compiler and subprocess.run([compiler, "-c", "dovecot.conf", rules + ".sieve"], check=True, env=environment)
    programs["sieve-test"] = lambda rules, mail: [tester, "-c", "dovecot.conf", rules + ".sieve", mail]
    programs["sieve-test -C"] = lambda rules, mail: [tester, "-c", "dovecot.conf", "-C", rules + ".sieve", mail]
if dropper := installed("maildrop"):
    programs["maildrop"] = lambda rules, mail: [dropper, f"./{rules}.mailfilter"]
if processor := installed("procmail"):
    programs["procmail"] = lambda rules, mail: [processor, "-m", f"./{rules}.procmailrc"]

print(f"\nOne process for one message; small: {sizes['small']} bytes, big: {sizes['big']} bytes\n")
print(f"{'':16}{'':17}{'median ms':>11}{'fastest ms':>12}{'CPU ms':>9}")
results = {}
for mail, rules in [("small", "hdr30"), ("small", "mixed30"), ("big", "hdr30"), ("big", "mixed30")]:
    commands = {name: make(rules, mail + ".eml") for name, make in programs.items()}
    times = {name: [] for name in commands}
    for turn in range((rounds if mail == "small" else max(rounds // 6, 5)) + 3):
        # Who begins changes with each turn: the first finds colder caches.
        order = list(commands)
        for name in order[turn % len(order):] + order[: turn % len(order)]:
            if commands[name]:
                taken = once(commands[name], mail + ".eml")
                if turn >= 3:
                    times[name].append(taken)
    for name, list_ in times.items():
        label = f"{mail} {rules}"
        if not list_:
            print(f"{label:16}{name:17}{'not there yet':>20}")
            continue
        wall, cpu = ([pair[index] for pair in list_] for index in (0, 1))
        results[mail, rules, name] = statistics.median(wall)
        print(f"{label:16}{name:17}{statistics.median(wall):11.2f}{min(wall):12.2f}{statistics.median(cpu):9.2f}")

print("\nIn one process, in microseconds: median of five rounds\n")
print(f"{'':16}{'compile':>11}{'read':>11}{'run':>11}{'rules/s':>12}")
engine = {}
for rules, mail, count, number in [("hdr30", "small", 2000, 31), ("hdr30", "big", 20, 31), ("mixed30", "small", 500, 31),
                                   ("mixed30", "big", 10, 31), ("twenty", "small", 500, 20), ("twenty", "big", 10, 20)]:
    label = f"{mail} {rules}"
    if not has[rules]:
        print(f"{label:16}{'not there yet':>20}")
        continue
    output = subprocess.run([bench, rules + ".sieve", mail + ".eml", str(count)], check=True, capture_output=True, text=True)
    figures = {name: float(value) for name, value in (line.split() for line in output.stdout.splitlines())}
    engine[mail, rules] = figures
    print(f"{label:16}{figures['compile']:11.1f}{figures['read']:11.1f}{figures['run']:11.1f}{number / figures['run'] * 1e6:12.0f}")

budgets = []
peer = lambda mail, rules: results.get((mail, rules, "sieve-test"))
for mail, rules, limit in [("small", "hdr30", 6), ("small", "mixed30", 6), ("big", "hdr30", 10), ("big", "mixed30", 40)]:
    if value := results.get((mail, rules, "rules-bench")):
        budgets.append((f"{mail} {rules}: ms for one process", value, limit, False))
        if theirs := peer(mail, rules):
            budgets.append((f"{mail} {rules}: of sieve-test's wall time", value / theirs, 0.5, False))
if "hdr30" and ("small", "hdr30") in engine:
    budgets.append(("header rules a second, in thousands", 31 / engine["small", "hdr30"]["run"] * 1e3, 300, True))
if ("big", "twenty") in engine:
    budgets.append(("20 tests of attachments on the big mail: ms", engine["big", "twenty"]["run"] / 1e3, 50, False))
print()
missed = False
for name, value, limit, isFloor in budgets:
    failed = value < limit if isFloor else value > limit
    missed = missed or failed
    print(f"{name + ':':48}{value:9.2f}, {'at least' if isFloor else 'at most'} {limit}: {'MISSED' if failed else 'kept'}")
sys.exit(1 if missed else 0)
PYTHON
