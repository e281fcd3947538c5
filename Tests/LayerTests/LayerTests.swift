// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct LayerTests {
    /// A target as `swift package dump-package` prints it.
    private struct Target: Decodable {
        struct Dependency: Decodable {
            var byName: [String?]?
            var product: [Product?]?
            var name: String? { byName?.first.flatMap(\.self) }
        }
        enum Product: Decodable {
            case text(String)
            case other
            init(from decoder: any Decoder) throws {
                self = (try? decoder.singleValueContainer().decode(String.self)).map(Product.text) ?? .other
            }
        }
        var name: String
        var type: String
        var path: String?
        var dependencies: [Dependency]
    }

    private struct Package: Decodable { var targets: [Target] }

    private func sourceTargets() throws -> [Target] {
        let scratch = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // A scratch folder of its own: the test's own is locked by whoever runs the tests.
        process.arguments = [
            "swift", "package", "--package-path", Layers.package.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let package = try JSONDecoder().decode(Package.self, from: data)
        return package.targets.filter { $0.path?.hasPrefix("Tests/") != true && $0.type != "test" }
    }

    /// The modules that each Swift file of a target imports.
    private func imports(of target: String) throws -> [(file: String, module: String)] {
        let folder = Layers.package.appending(path: "Sources/\(target)")
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return try files.filter { $0.pathExtension == "swift" }.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else {
                    return nil
                }
                return (file.lastPathComponent, String(words[index + 1].prefix { $0 != "." }))
            }
        }
    }

    @Test("every target has its place in a layer, and depends on lower ones only")
    func dependenciesGoDown() throws {
        let targets = try sourceTargets()
        #expect(targets.count > 10)
        for target in targets {
            #expect(Layers.band(of: target.name) != nil, "\(target.name) has no layer")
            for other in target.dependencies.compactMap(\.name) where Layers.band(of: other) != nil {
                #expect(Layers.allows(target.name, importing: other), "\(target.name) depends on \(other)")
            }
        }
    }

    @Test("every import is declared, and goes down")
    func importsAreDeclared() throws {
        let targets = try sourceTargets()
        let names = Set(targets.map(\.name))
        for target in targets {
            let declared = Set(target.dependencies.compactMap(\.name))
            for (file, module) in try imports(of: target.name) where names.contains(module) && module != target.name {
                #expect(declared.contains(module), "\(target.name)/\(file) imports \(module), which is not declared")
                #expect(Layers.allows(target.name, importing: module), "\(target.name)/\(file) imports \(module)")
            }
        }
    }

    @Test("each C library has one importer")
    func onlyOneKnowsEachLibrary() throws {
        let libraries = try #require(Layers.bands.first { $0.name == "C" }).targets
        let importers = try sourceTargets().flatMap { target in
            Set(try imports(of: target.name).map(\.module)).intersection(libraries).map {
                (library: $0, target: target.name)
            }
        }
        for library in libraries {
            let names = importers.filter { $0.library == library }.map(\.target)
            #expect(names.count == 1, "\(library) is imported by \(names)")
        }
    }

    @Test("the sendmail door carries no library that slows its start")
    func doorIsLight() throws {
        let targets = Dictionary(uniqueKeysWithValues: try sourceTargets().map { ($0.name, $0) })
        var reached: Set<String> = []
        var open = ["sealpost-sendmail"]
        while let name = open.popLast() {
            guard let target = targets[name], reached.insert(name).inserted else { continue }
            #expect(target.dependencies.allSatisfy { $0.product == nil }, "\(name) uses a package")
            open += target.dependencies.compactMap(\.name)
        }
        let light: Set = [
            "sealpost-sendmail", "Doors", "DurableFiles", "Maildirs", "Mail", "CLinux", "CArguments", "CSpawn",
        ]
        #expect(reached.isSubset(of: light))
        for name in reached {
            let modules = try imports(of: name).map(\.module)
            #expect(!modules.contains { $0.hasPrefix("Foundation") }, "\(name) imports Foundation")
        }
    }
}
