// swift-tools-version: 6.1
// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// Swift's and C++'s libraries, linked into the programs that may be started for each mail.
///
/// So they start in a third of the time, and a mail server need not have Swift's. The folder has libstdc++'s archive found
/// under the name of the library that Swift's own flags ask for.
let ownLibraries = LinkerSetting.unsafeFlags(
    ["-static-stdlib", "-L\(Context.packageDirectory)/scripts/link"], .when(configuration: .release))

/// The targets, in the order in which a message meets them; imports go down the bands only.
let targets: [Target] = [

    // MARK: C libraries, each with one importer in Swift

    .systemLibrary(name: "CEtpan"),
    .target(name: "CLazyLoading"),
    .target(name: "CCurl", dependencies: ["CLazyLoading"]),
    .target(name: "CCrypto", dependencies: ["CLazyLoading"]),
    .systemLibrary(name: "CNettle"),
    // Its flags are not pkg-config's, which would have the library linked.
    .target(
        name: "CXML2", dependencies: ["CLazyLoading"], cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])]),
    .systemLibrary(name: "CPipes"),
    .target(name: "CLinux"),
    .target(name: "CArguments"),
    .target(name: "CSpawn"),
    .target(name: "CResolver", linkerSettings: [.linkedLibrary("resolv")]),
    .systemLibrary(name: "CUTF8Proc"),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary(":libre2.a"), .linkedLibrary("stdc++")]),

    .systemLibrary(name: "CMinizip"),

    // MARK: Values

    .target(name: "Mail"),

    // MARK: Tools

    .target(name: "DurableFiles", dependencies: ["Mail", "CLinux"]),
    .target(name: "Maildirs", dependencies: ["Mail", "DurableFiles"]),
    .target(name: "TransferEncodings", dependencies: ["Mail"]),
    .target(name: "Digests", dependencies: ["CNettle", "CCrypto"]),
    .target(name: "Archives", dependencies: ["CMinizip"]),
    .target(name: "Etpan", dependencies: ["CEtpan"]),
    .target(name: "MarkupReading", dependencies: ["CXML2"]),
    .target(name: "HTMLWriting", dependencies: ["Mail"]),
    .target(name: "Curl", dependencies: ["CCurl"]),
    .target(name: "DKIM", dependencies: ["Mail", "TransferEncodings", "Digests", "CResolver"]),
    .target(name: "Spelling"),
    .target(name: "TerminalText", dependencies: ["Mail", "Normalization"]),
    .target(name: "Normalization", dependencies: ["CUTF8Proc"]),
    .target(name: "RegularExpressions", dependencies: ["CRE2"]),
    .target(
        name: "Sieve",
        dependencies: ["Mail", "Spelling", "RegularExpressions", "Normalization", "TransferEncodings", "MarkupReading"]),
    .target(name: "Settings", dependencies: ["Spelling", "TOMLKit"]),

    // MARK: Stages

    .target(name: "Doors", dependencies: ["Mail", "DurableFiles", "Maildirs"]),
    .target(name: "Reading", dependencies: ["Mail", "DurableFiles", "TransferEncodings", "Digests", "Etpan"]),
    .target(name: "Rules", dependencies: ["Mail", "DurableFiles", "Sieve", "Spelling"]),
    .target(
        name: "Ledgers",
        dependencies: ["Mail", "DurableFiles", "Digests", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Routes", dependencies: ["Mail", "TransferEncodings", "Digests", "Curl", "CPipes"]),
    .target(
        name: "Statuses",
        dependencies: ["Mail", "TransferEncodings", "MarkupReading", "Curl", "RegularExpressions", "DKIM"]),
    .target(name: "Notices", dependencies: ["Mail", "TransferEncodings", "HTMLWriting"]),
    .target(name: "Dossiers", dependencies: ["Mail", "Digests", "HTMLWriting"]),

    // MARK: Flow

    .target(
        name: "MailFlow",
        dependencies: [
            "Doors", "Reading", "Rules", "Ledgers", "Routes", "Notices", "Statuses", "Dossiers",
            "Mail", "DurableFiles", "Maildirs", "MarkupReading", "Curl", "Settings", "Sieve", "Spelling", "Digests",
            "DKIM",
            "Archives", "TransferEncodings", "RegularExpressions",
            .product(name: "Logging", package: "swift-log"),
        ]
    ),

    .target(
        name: "Tracking", dependencies: ["Doors", "Ledgers", "Notices", "Dossiers", "Mail", "TerminalText"]),

    // MARK: Programs

    .executableTarget(
        name: "sealpost",
        dependencies: [
            "MailFlow", "Tracking", "TerminalText", "Doors", "Reading", "Rules", "Sieve", "Ledgers", "Routes",
            "Settings", "Maildirs",
            "DurableFiles", "Mail", "Dossiers", "Archives", argumentParser,
            .product(name: "Logging", package: "swift-log"),
        ],
        resources: [.embedInCode("Starter/rules.sieve")],
        swiftSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))],
        linkerSettings: [ownLibraries]
    ),
    // Its start-up is what it costs, so it carries its libraries in itself.
    .executableTarget(
        name: "sealpost-sendmail",
        dependencies: ["Doors", "DurableFiles", "Mail", "CArguments", "CSpawn"],
        swiftSettings: [.unsafeFlags(["-static-stdlib"])],
        linkerSettings: [.unsafeFlags(["-static-executable"])]
    ),
    .executableTarget(name: "sealpost-sandbox", dependencies: ["Sandbox", "Mail", argumentParser]),

    // What benchmarks/rules.sh measures; not installed.
    .executableTarget(
        name: "rules-bench", dependencies: ["Reading", "Sieve", "DurableFiles", "Mail"],
        linkerSettings: [ownLibraries]
    ),

    // What benchmarks/ledger.sh measures; not installed.
    .executableTarget(name: "ledger-bench", dependencies: ["Ledgers", "Mail"]),

    // MARK: The services, simulated

    .target(
        name: "Sandbox",
        dependencies: [
            "Mail", "Digests", "DurableFiles", "Maildirs", "TransferEncodings", "DKIM", "HTMLWriting",
            .product(name: "FlyingFox", package: "FlyingFox"),
            .product(name: "FlyingSocks", package: "FlyingFox"),
        ]
    ),

    // MARK: Tests

    .target(name: "TestSupport", dependencies: ["DurableFiles"], path: "Tests/TestSupport"),
    .target(name: "LoopbackTesting", dependencies: ["TestSupport"], path: "Tests/LoopbackTesting"),
    .target(name: "LedgerTesting", dependencies: ["Ledgers", "Mail", "TestSupport"], path: "Tests/LedgerTesting"),
    .target(name: "FixtureMail", dependencies: ["Mail"], path: "Tests/FixtureMail"),
    .target(name: "Invariants", path: "Tests/Invariants"),
    .target(
        name: "SieveInvariants", dependencies: ["Invariants", "Sieve", "Rules", "Reading", "Mail"],
        path: "Tests/SieveInvariants"),
    .testTarget(name: "SieveInvariantsTests", dependencies: ["SieveInvariants", "Invariants"]),
    .target(
        name: "MailInvariants",
        dependencies: [
            "Invariants", "Reading", "TransferEncodings", "Routes", "Curl", "MarkupReading", "Doors", "Settings",
            "Mail",
        ],
        path: "Tests/MailInvariants"),
    .testTarget(name: "MailInvariantsTests", dependencies: ["MailInvariants", "Invariants"]),
    .testTarget(name: "LayerTests", dependencies: ["TestSupport"]),
    .testTarget(name: "MailTests", dependencies: ["Mail"]),
    .testTarget(name: "DurableFilesTests", dependencies: ["DurableFiles", "TestSupport"]),
    .testTarget(name: "MaildirsTests", dependencies: ["Maildirs", "DurableFiles", "TestSupport"]),
    .testTarget(name: "TransferEncodingsTests", dependencies: ["TransferEncodings", "Mail", "TestSupport"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests", "TestSupport"]),
    .testTarget(name: "DKIMTests", dependencies: ["DKIM", "Digests", "Mail", "TestSupport"]),
    .testTarget(name: "EtpanTests", dependencies: ["Etpan"]),
    .testTarget(name: "MarkupReadingTests", dependencies: ["MarkupReading"]),
    .testTarget(name: "HTMLWritingTests", dependencies: ["HTMLWriting", "MarkupReading"]),
    .testTarget(name: "CurlTests", dependencies: ["Curl", "LoopbackTesting"]),
    .testTarget(
        name: "SieveTests", dependencies: ["Sieve", "Mail", "FixtureMail", "Reading", "TestSupport"],
        exclude: ["Diagnostics"]),
    .testTarget(
        name: "SuiteTests", dependencies: ["Sieve", "Reading", "Mail"], exclude: ["Scripts", "Pigeonhole.skipped"]),
    // The engine beside another one.
    .testTarget(name: "ConformanceTests", dependencies: ["Sieve", "Reading", "Mail", "TestSupport"]),
    .testTarget(name: "SpellingTests", dependencies: ["Spelling"]),
    .testTarget(name: "NormalizationTests", dependencies: ["Normalization"]),
    .testTarget(name: "RegularExpressionsTests", dependencies: ["RegularExpressions", "TestSupport"]),
    .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
    .testTarget(
        name: "DoorsTests", dependencies: ["Doors", "DurableFiles", "Mail", "Maildirs", "TestSupport"],
        exclude: ["Dialogues"]),
    .testTarget(
        name: "ReadingTests", dependencies: ["Reading", "Mail", "DurableFiles", "TransferEncodings", "TestSupport"],
        exclude: ["Messages"]
    ),
    .testTarget(name: "RulesTests", dependencies: ["Rules", "Sieve", "Mail", "Reading"], exclude: ["Lints"]),
    .testTarget(
        name: "LedgersTests",
        dependencies: [
            "Ledgers", "Mail", "LedgerTesting", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
        ]),
    .testTarget(
        name: "RoutesTests",
        dependencies: [
            "Routes", "Mail", "Curl", "Digests", "TransferEncodings", "Sandbox", "LoopbackTesting", "TestSupport",
        ],
        exclude: ["Golden"]
    ),
    .testTarget(
        name: "StatusesTests",
        dependencies: [
            "Statuses", "Mail", "Curl", "Reading", "RegularExpressions", "DKIM", "Digests", "Sandbox",
            "LoopbackTesting",
        ]
    ),
    // What leaves for a mail as it was written: read by Reading, sent by Routes.
    .testTarget(
        name: "LetterTests",
        dependencies: [
            "Routes", "Reading", "Notices", "Sandbox", "Curl", "MarkupReading", "TransferEncodings", "Mail",
            "TestSupport",
            "LoopbackTesting",
        ],
        exclude: ["check-outputs.py"]
    ),
    .testTarget(
        name: "NoticesTests", dependencies: ["Notices", "MarkupReading", "Mail", "TestSupport"],
        exclude: ["check-notices.py"]),
    .testTarget(name: "DossiersTests", dependencies: ["Dossiers", "Digests", "Mail"]),
    .testTarget(name: "TerminalTextTests", dependencies: ["TerminalText"]),
    .testTarget(
        name: "TrackingTests", dependencies: ["Tracking", "TerminalText", "Ledgers", "Mail", "LedgerTesting"],
        exclude: ["Views"]),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives", "TestSupport"]),
    .testTarget(
        name: "MailFlowTests",
        dependencies: [
            "MailFlow", "Doors", "Reading", "Rules", "Routes", "Curl", "Ledgers", "Mail", "Maildirs", "Sandbox",
            "DurableFiles", "Settings", "TestSupport", "LedgerTesting",
            "Dossiers", "Digests", "Notices", "LoopbackTesting", "DKIM", "Statuses",
            .product(name: "Logging", package: "swift-log"),
        ]
    ),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox", "Mail", "DKIM", "TestSupport"]),
    // The programs' own help is asked for by running them.
    .testTarget(
        name: "DocsTests",
        dependencies: ["MailFlow", "Doors", "Ledgers", "Notices", "Settings", "Mail", "LedgerTesting", "TestSupport"]
    ),
    // The programs as they are built, run by the programs that people use them with.
    .testTarget(
        name: "ProgramTests",
        dependencies: ["Doors", "DurableFiles", "Mail", "Sandbox", "TestSupport"],
        exclude: ["browser.py"]
    ),
]

let package = Package(
    name: "sealpost",
    products: [
        .executable(name: "sealpost", targets: ["sealpost"]),
        .executable(name: "sealpost-sendmail", targets: ["sealpost-sendmail"]),
        .executable(name: "sealpost-sandbox", targets: ["sealpost-sandbox"]),
        // For the package in Fuzzers/, which is built in another way.
        .library(name: "SieveInvariants", targets: ["SieveInvariants", "Invariants"]),
        .library(name: "MailInvariants", targets: ["MailInvariants"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: targets,
    cxxLanguageStandard: .cxx17
)

// Visibility is explicit: what a target imports is its own affair unless it says `public import`.
for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
