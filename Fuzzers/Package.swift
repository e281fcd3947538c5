// swift-tools-version: 6.1
// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A package of its own, because libFuzzer brings a main function and instruments all that it is built with; run by
// scripts/fuzz. Each fuzzer is one function of SieveInvariants, which the ordinary tests call too.
let fuzzers = ["SieveCompiling", "SieveRunning", "RulesDeciding"]
let invariants = Target.Dependency.product(name: "SieveInvariants", package: "sealpost")

let package = Package(
    name: "fuzzers",
    dependencies: [.package(name: "sealpost", path: "..")],
    targets: [.target(name: "Fuzzing", dependencies: [invariants])]
        + fuzzers.map { name in
            .executableTarget(
                name: name, dependencies: ["Fuzzing", invariants],
                swiftSettings: [.unsafeFlags(["-parse-as-library"])])
        },
    swiftLanguageModes: [.v6]
)
