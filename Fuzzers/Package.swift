// swift-tools-version: 6.1
// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A package of its own, because libFuzzer brings a main function and instruments all that it is built with; run by
// scripts/fuzz. Each fuzzer is one function of SieveInvariants or MailInvariants, which the ordinary tests call too.
let sieve = Target.Dependency.product(name: "SieveInvariants", package: "sealpost")
let mail = Target.Dependency.product(name: "MailInvariants", package: "sealpost")
let fuzzers = [
    "SieveCompiling": sieve, "SieveRunning": sieve, "RulesDeciding": sieve, "MailReading": mail, "AddressReading": mail,
    "HeaderDecoding": mail, "ArgumentReading": mail, "SettingsReading": mail, "AnswerReading": mail,
]

let package = Package(
    name: "fuzzers",
    dependencies: [.package(name: "sealpost", path: "..")],
    targets: [.target(name: "Fuzzing", dependencies: [sieve])]
        + fuzzers.sorted { $0.key < $1.key }.map { name, invariants in
            .executableTarget(
                name: name, dependencies: ["Fuzzing", invariants],
                swiftSettings: [.unsafeFlags(["-parse-as-library"])])
        },
    swiftLanguageModes: [.v6]
)
