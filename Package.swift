// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built the same way: Swift 6 mode, upcoming features on, a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// For C targets that take files in by `#embed`.
let embedding: [CSetting] = [.unsafeFlags(["-std=gnu2x", "-Wno-c23-extensions"])]

/// Targets are listed from the bottom of the house to its roof; each may use only what stands above it in this list.
let package = Package(
    name: "fauxto",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "fauxto", targets: ["fauxto"])
    ],
    targets: [
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CGIF", pkgConfig: "libgif", providers: [.apt(["libgif-dev"])]),
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CTLS", dependencies: ["COpenSSL"]),
        // Of libre2-dev; what its pkg-config file says beside this, a package may not use.
        .target(name: "CRegularExpressions", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "CDigests", dependencies: ["COpenSSL"]),
        .target(name: "CImageCodecs", dependencies: ["CPNG", "CJPEG", "CWebP", "CGIF", "CISAL"]),
        .target(
            name: "CContracts",
            exclude: ["models"],
            cSettings: embedding
        ),
        .target(
            name: "CScenarioPresets",
            exclude: ["presets"],
            cSettings: embedding
        ),
        .target(
            name: "CCaptionFont",
            exclude: ["tables", "make_tables.py", "README.md", "LICENSE-Unifont", "LICENSE-Helvetica"],
            cSettings: embedding
        ),

        .target(name: "Locks", dependencies: ["CLinux"], swiftSettings: strict),
        .target(name: "Digests", dependencies: ["CDigests"], swiftSettings: strict),
        .target(name: "HTTP", swiftSettings: strict),
        .target(name: "HTTPServer", dependencies: ["HTTP", "CLinux", "CTLS", "Locks"], swiftSettings: strict),
        .target(name: "Certificates", dependencies: ["CLinux", "COpenSSL", "CTLS", "Locks"], swiftSettings: strict),
        .target(name: "JSON", swiftSettings: strict),
        .target(name: "WebFormats", swiftSettings: strict),
        .target(name: "Printing", swiftSettings: strict),
        .target(name: "Contracts", dependencies: ["JSON", "WebFormats", "CContracts"], swiftSettings: strict),
        .target(name: "Simulation", swiftSettings: strict),
        .target(name: "ImageGeneration", swiftSettings: strict),
        .target(
            name: "Scenarios",
            dependencies: [
                "CLinux", "CScenarioPresets", "CRegularExpressions", "HTTP", "JSON", "Printing", "Simulation",
                "ImageGeneration",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Vendors",
            dependencies: ["HTTP", "JSON", "WebFormats", "Contracts", "Digests", "Simulation", "ImageGeneration"],
            swiftSettings: strict
        ),
        .target(
            name: "Imaging",
            dependencies: ["CImageCodecs", "CCaptionFont", "Digests", "JSON"],
            swiftSettings: strict
        ),
        .target(
            name: "Emulator",
            dependencies: [
                "CLinux", "Locks", "Digests", "HTTP", "HTTPServer", "Certificates", "JSON", "WebFormats", "Printing",
                "Simulation",
                "ImageGeneration", "Scenarios", "Vendors", "Imaging",
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "fauxto",
            dependencies: ["Emulator", "Certificates", "Scenarios", "Vendors", "Imaging", "Printing", "CLinux"],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: ["CLinux", "JSON"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: ["HTTPServer", "HTTP", "CLinux", "Locks", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(name: "CertificatesTests", dependencies: ["Certificates", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "WebFormatsTests", dependencies: ["WebFormats"], swiftSettings: strict),
        .testTarget(name: "PrintingTests", dependencies: ["Printing"], swiftSettings: strict),
        .testTarget(name: "ContractsTests", dependencies: ["Contracts", "JSON", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ScenariosTests",
            dependencies: ["Scenarios", "HTTP", "ImageGeneration", "JSON", "Simulation", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "VendorsTests",
            dependencies: ["Vendors", "HTTP", "JSON", "Contracts", "Simulation", "ImageGeneration", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging", "JSON", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "EmulatorTests",
            dependencies: [
                "Emulator", "Locks", "HTTP", "HTTPServer", "JSON", "Scenarios", "Simulation", "ImageGeneration",
                "Vendors", "Imaging", "Printing", "TestSupport",
            ],
            swiftSettings: strict
        ),
    ]
)

// `Fuzz/` is a package of its own and takes the modules as a library, which nobody else needs.
if Context.environment["FAUXTO_FUZZING"] != nil {
    let fuzzed = ["HTTP", "JSON", "Scenarios", "Contracts", "Vendors", "WebFormats", "Imaging", "Certificates", "CTLS"]
    package.products = [.library(name: "Fuzzed", targets: fuzzed)]
}
