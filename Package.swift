// swift-tools-version: 6.1
// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// The targets, in the order in which a message meets them; imports go down the bands only.
let targets: [Target] = [

    // MARK: C libraries, each with one importer

    .target(name: "CLinux"),

    // MARK: Values

    .target(name: "Mail"),

    // MARK: Tools

    .target(name: "DurableFiles", dependencies: ["Mail", "CLinux"]),
    .target(name: "Maildirs", dependencies: ["Mail", "DurableFiles"]),

    .target(name: "TransferEncodings", dependencies: ["Mail"]),
    .target(name: "Settings", dependencies: ["TOMLKit"]),

    // MARK: Stages

    .target(name: "Doors", dependencies: ["Mail", "DurableFiles", "Maildirs"]),

    .target(name: "Ledgers", dependencies: ["Mail", .product(name: "GRDB", package: "GRDB.swift")]),

    .target(name: "Notices", dependencies: ["Mail", "TransferEncodings"]),

    // MARK: Programs

    .executableTarget(
        name: "sealpost-sendmail",
        dependencies: ["Doors", "DurableFiles", "Mail"],
        swiftSettings: [.unsafeFlags(["-static-stdlib"])],
        linkerSettings: [.unsafeFlags(["-static-executable"])]
    ),

    // MARK: Tests

    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "MailTests", dependencies: ["Mail"]),
    .testTarget(name: "DurableFilesTests", dependencies: ["DurableFiles", "TestSupport"]),
    .testTarget(name: "MaildirsTests", dependencies: ["Maildirs", "DurableFiles", "TestSupport"]),
    .testTarget(name: "TransferEncodingsTests", dependencies: ["TransferEncodings", "Mail"]),
    .testTarget(name: "DoorsTests", dependencies: ["Doors", "DurableFiles", "Mail", "Maildirs", "TestSupport"]),
    .testTarget(name: "LedgersTests", dependencies: ["Ledgers", "Mail", "TestSupport"]),
    .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
    .testTarget(name: "NoticesTests", dependencies: ["Notices", "Mail"]),
    .testTarget(name: "LayerTests", dependencies: ["TestSupport"]),
]

let package = Package(
    name: "sealpost",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: targets
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
