// swift-tools-version: 6.1
import PackageDescription

/// The house rules of every target: Swift 6 mode, `any` written out, imports that say where a thing comes from.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets whose tests look inside. The one build configuration is release, where this must be asked for.
let examined: [SwiftSetting] = house + [.unsafeFlags(["-enable-testing"], .when(configuration: .release))]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

// Arrows point down only; `Tests/HouseTests/BoundaryTests.swift` compares each import with this list.
let package = Package(
    name: "mainstay",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "mainstay", targets: ["mainstay"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CXGBoost", pkgConfig: "xgboost", providers: [.apt(["libxgboost-dev"])]),
        .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

        .target(name: "Vault", dependencies: [crypto], swiftSettings: house),
        .target(name: "Directives", dependencies: [yams], resources: [.copy("Packs")], swiftSettings: house),
        .target(name: "Casework", dependencies: ["Directives"], swiftSettings: house),
        .target(name: "Mail", dependencies: ["Casework", "CCurl"], swiftSettings: examined),
        .target(name: "Spreadsheet", dependencies: ["CXlsxWriter"], swiftSettings: house),
        .target(name: "Jacket", dependencies: ["Casework", "Directives"], swiftSettings: house),
        .target(name: "Intake", dependencies: ["Jacket", "Casework", "Directives", "CZlib", crypto, yams], swiftSettings: examined),
        .target(name: "Risk", dependencies: ["Jacket", "Casework", "Directives", "CXGBoost", crypto], swiftSettings: examined),
        .target(name: "OfficerSupport", dependencies: ["Risk", "Jacket", "Casework", "Directives"], swiftSettings: house),
        .target(name: "Resiliency", dependencies: ["Casework", "Directives"], swiftSettings: examined),
        .target(
            name: "Records",
            dependencies: ["OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "Vault", grdb, sqlite, crypto],
            swiftSettings: examined),
        .target(
            name: "Pages",
            dependencies: ["OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "CQRencode"],
            resources: [.copy("Assets")],
            swiftSettings: house),
        .target(
            name: "Server",
            dependencies: [
                "Pages", "Records", "Mail", "Spreadsheet", "OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "Vault",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                crypto,
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.copy("Lists")],
            swiftSettings: examined),
        .target(name: "SampleDepartment", dependencies: ["Jacket", "Casework", "Directives"], swiftSettings: house),
        .executableTarget(
            name: "mainstay",
            dependencies: [
                "Server", "Pages", "Records", "OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives",
                "SampleDepartment", "Vault",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: house),

        .testTarget(name: "VaultTests", dependencies: ["Vault"], swiftSettings: house),
        .testTarget(name: "HouseTests", dependencies: ["OfficerSupport", "Resiliency", "Casework", "Directives"], swiftSettings: house),
        .testTarget(name: "DirectivesTests", dependencies: ["Directives"], swiftSettings: house),
        .testTarget(name: "CaseworkTests", dependencies: ["Casework", "Directives"], swiftSettings: house),
        .testTarget(
            name: "MailTests",
            dependencies: [
                "Mail", "Server", "Records", "SampleDepartment", "Casework", "Directives", "Vault", .product(name: "Logging", package: "swift-log"), grdb,
            ],
            exclude: ["server.py"], swiftSettings: house),
        .testTarget(name: "SpreadsheetTests", dependencies: ["Spreadsheet"], swiftSettings: house),
        .testTarget(name: "IntakeTests", dependencies: ["Intake", "Jacket", "Casework", "Directives", "CZlib"], swiftSettings: house),
        .testTarget(name: "RiskTests", dependencies: ["Risk", "Jacket", "Casework", "Directives"], swiftSettings: house),
        .testTarget(
            name: "RecordsTests",
            dependencies: [
                "Records", "OfficerSupport", "Resiliency", "Intake", "Risk", "Jacket", "Casework", "Directives", "SampleDepartment", "Vault", grdb,
            ],
            swiftSettings: house),
        .testTarget(
            name: "OfficerSupportTests", dependencies: ["OfficerSupport", "Risk", "Casework", "Directives"], swiftSettings: house),
        .testTarget(name: "ResiliencyTests", dependencies: ["Resiliency", "Casework", "Directives"], swiftSettings: house),
        .testTarget(name: "PagesTests", dependencies: ["Pages", "Resiliency", "OfficerSupport", "Intake", "Casework", "Directives"], swiftSettings: house),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Pages", "Records", "Mail", "Intake", "OfficerSupport", "Resiliency", "Casework", "Directives", "SampleDepartment", "Vault",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                grdb,
            ],
            swiftSettings: house),
        .testTarget(
            name: "SampleDepartmentTests", dependencies: ["SampleDepartment", "Jacket", "Casework", "Directives"], swiftSettings: house),
        .testTarget(name: "CommandTests", dependencies: ["mainstay", "SampleDepartment", "Directives", "Vault"], swiftSettings: house),
        .testTarget(
            name: "BrowserTests", dependencies: ["mainstay", "SampleDepartment", "Directives"], exclude: ["walk.py", "life.py", "resiliency.py", "elsewhere.py", "visitor.py", "interface.py", "requirements.txt"],
            swiftSettings: house),
    ]
)
