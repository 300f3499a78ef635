// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the main one knows nothing of it. `make fuzz` builds it, with the flags that instrument
// every module: SwiftPM hands flags on the command line to dependencies as well, those of a manifest it does not.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "fauxto", path: "..")],
    targets: [
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CLibFuzzer", .product(name: "Fuzzed", package: "fauxto")],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ]
        ),
    ]
)
