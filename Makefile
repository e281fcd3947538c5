# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

PREFIX ?= /usr/local
# What `scripts/prepare` found out about this machine: flags for headers that are not in the usual place.
FLAGS = $$(cat .deps/flags 2>/dev/null)

.PHONY: demo test soak fuzz asan build install bench prepare prepare-tests lint clean

# Builds, and shows the whole way of three mails with the simulated services.
demo: prepare
	@scripts/demo

# Tests at once. With all of them at once what a simulated service has to do waits behind every test that computes, until
# time limits are over.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH = 16

# Checks the format, and runs all tests.
test: prepare-tests lint
	swift build --build-tests $(FLAGS)
	@scripts/test $(FLAGS)

# Ten times as many generated rule files beside Pigeonhole as `make test` takes, and not the same ones; the engine killed at
# each of its steps, and at a thousand moments, and let down by the system in each of its calls; pipes, and passes over an
# outbox, killed at each call; outboxes with twenty thousand mails at once, and with a watch that is killed through thousands;
# ten thousand mails to services that misbehave, and as many in an outbox that two programs share.
soak: prepare-tests
	swift build --build-tests $(FLAGS)
	SIEVE_DIFFERENTIAL=2000 SIEVE_DIFFERENTIAL_FROM=$$(date +%s) swift test --skip-build --filter ConformanceTests $(FLAGS)
	ENGINE_CRASHES=all ENGINE_FAULTS=all swift test --skip-build --filter 'EngineCrashTests|EngineFaultTests' $(FLAGS)
	DOOR_CRASHES=all swift test --skip-build --filter DoorCrashTests $(FLAGS)
	FAULT_STORM=10000 FAULT_STORM_FROM=$$(date +%s) swift test --skip-build --filter FaultStormTests $(FLAGS)
	SHARED_OUTBOX=10000 swift test --skip-build --filter SharedOutboxTests $(FLAGS)
	OUTBOX_BURST=20000 OUTBOX_STORM=3000 OUTBOX_STORM_FROM=$$(date +%s) \
		swift test --skip-build --filter 'OutboxFlowTests|OutboxStormTests' $(FLAGS)

# The programs have no libraries of their own: looking for some beside them costs half a millisecond at each start.
build: prepare
	swift build -c release --disable-local-rpath $(FLAGS)

# Installs the programs. The names sendmail, mailq and newaliases are another mail system's to have or to give up: whoever
# wants them to be Sealpost's makes links to sealpost-sendmail.
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/sealpost
	install -m 755 .build/release/sealpost .build/release/sealpost-sendmail .build/release/sealpost-sandbox \
		$(DESTDIR)$(PREFIX)/bin
	cp -R rules examples docs $(DESTDIR)$(PREFIX)/share/sealpost

bench: build
	@for script in benchmarks/*.sh; do echo "== $$script"; $$script || exit 1; done

# Fuzzes whatever reads rule files, mail, settings, command lines and answers, each fuzzer for so many seconds; scripts/fuzz
# says where findings are, and what else it does.
SECONDS ?= 300
fuzz: prepare
	scripts/fuzz $(SECONDS)

# Reads mails with AddressSanitizer in libetpan too, which is built for it from LIBETPAN_SOURCE.
asan: prepare
	LIBETPAN_SOURCE="$(LIBETPAN_SOURCE)" scripts/asan

prepare:
	@scripts/prepare

prepare-tests:
	@scripts/prepare tests

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Fuzzers/Package.swift Fuzzers/Sources

clean:
	rm -rf .build .build-fuzz .deps
