// swift-tools-version: 6.2
import PackageDescription

/// As in the package that is measured.
let house: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "orderkeeper-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "orderkeeper", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // Counts calls of malloc, reads the CPU clocks.
        .target(name: "CMeasure"),
        .executableTarget(
            name: "orderkeeper-bench",
            dependencies: [
                "CMeasure",
                .product(name: "OrderKeeperPipeline", package: "orderkeeper"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
    ],
    cxxLanguageStandard: .cxx17
)
