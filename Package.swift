// swift-tools-version: 6.2
import PackageDescription

// Optimised code in debug builds: people type plain `swift run`, and numerics at -Onone are 13 to 130 times
// slower. SwiftPM bars packages with unsafe flags from being versioned dependencies, so a dependent (and
// whoever wants to step through the numerics) sets LFCONVERT_SAFE_FLAGS=1.
let safeFlagsOnly = Context.environment["LFCONVERT_SAFE_FLAGS"] != nil

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let hot: [SwiftSetting] =
  strict + (safeFlagsOnly ? [] : [.unsafeFlags(["-O"], .when(configuration: .debug))])
let hotC: [CSetting] = safeFlagsOnly ? [] : [.unsafeFlags(["-O3"])]
let hotCXX: [CXXSetting] = safeFlagsOnly ? [] : [.unsafeFlags(["-O3"])]

let package = Package(
  name: "lfconvert",
  products: [
    .executable(name: "lfconvert", targets: ["lfconvert"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // System libraries.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CNetCDF", pkgConfig: "netcdf", providers: [.apt(["libnetcdf-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),

    // Files → anatomy → lead field: imports point only upwards in this list.
    .target(
      name: "CSchemas", cSettings: safeFlagsOnly ? [] : [.unsafeFlags(["-Wno-c23-extensions"])]),
    .target(
      name: "CNetCDFReader", dependencies: ["CNetCDF"], linkerSettings: [.linkedLibrary("hdf5_serial")]),
    .target(
      name: "CModel", cSettings: safeFlagsOnly ? [] : [.unsafeFlags(["-Wno-c23-extensions"])]),
    .target(name: "CKernels", cSettings: hotC, cxxSettings: hotCXX),
    .target(name: "LFCore", swiftSettings: hot),
    .target(name: "LFMesh", dependencies: ["LFCore", "CKernels"], swiftSettings: hot),
    .target(name: "LFLeadField", dependencies: ["LFCore", "LFMesh"], swiftSettings: hot),
    .target(name: "LFRecording", swiftSettings: hot),
    .target(name: "LFPictures", dependencies: ["LFCore", "LFRecording", "CDeflate"], swiftSettings: hot),
    .target(
      name: "LFFormats",
      dependencies: [
        "LFCore", "LFMesh", "LFLeadField", "LFRecording", "LFPictures", "CKernels", "CSchemas", "CLibXML2",
        "CNetCDF", "CNetCDFReader", "CDeflate", "CLZ4", "CLZMA",
      ],
      swiftSettings: hot),
    .target(name: "LFSolve", dependencies: ["LFCore", "CKernels"], swiftSettings: hot),
    .target(name: "LFNetwork", dependencies: ["LFCore", "CKernels"], swiftSettings: hot),
    .target(
      name: "LFFullOrder", dependencies: ["LFCore", "LFMesh", "LFLeadField", "LFSolve"], swiftSettings: hot),
    .target(
      name: "LFAnatomy", dependencies: ["LFCore", "LFMesh", "LFLeadField", "CKernels"], swiftSettings: hot),
    .target(
      name: "LFShapeCode",
      dependencies: ["LFCore", "CKernels", "LFNetwork", "LFLeadField", "LFAnatomy", "LFSolve"],
      swiftSettings: hot),
    .target(
      name: "LFPredictors", dependencies: ["LFCore", "LFMesh", "LFLeadField", "LFAnatomy"], swiftSettings: hot
    ),
    .target(
      name: "LFSurrogate",
      dependencies: [
        "LFCore", "LFMesh", "CKernels", "LFFormats", "LFNetwork", "LFLeadField", "LFAnatomy", "LFShapeCode",
        "LFPredictors", "LFFullOrder", "LFSolve", "CModel",
      ],
      swiftSettings: hot),
    .target(
      name: "LFTraining",
      dependencies: [
        "LFCore", "LFMesh", "LFLeadField", "LFAnatomy", "LFSolve", "LFFullOrder", "LFNetwork", "LFShapeCode",
        "LFFormats",
        "LFSurrogate", "CKernels",
      ],
      swiftSettings: hot),
    .target(
      name: "LFElectrocardiogram",
      dependencies: ["LFCore", "LFMesh", "LFLeadField", "LFRecording", "CKernels"], swiftSettings: hot),
    .target(
      name: "LFAccuracy",
      dependencies: [
        "LFCore", "LFMesh", "LFLeadField", "LFRecording", "LFSolve", "LFAnatomy", "LFElectrocardiogram",
      ],
      swiftSettings: hot),
    .target(name: "LFGate", dependencies: ["LFCore", "LFRecording", "LFAccuracy"], swiftSettings: hot),
    .target(
      name: "LFReports", dependencies: ["LFCore", "LFRecording", "LFAccuracy", "LFGate", "LFPictures"],
      swiftSettings: hot),
    .executableTarget(
      name: "lfconvert",
      dependencies: [
        "LFCore", "LFMesh", "LFLeadField", "LFFormats", "LFAnatomy", "LFPredictors", "LFSolve", "LFFullOrder",
        "LFElectrocardiogram", "LFAccuracy", "LFGate", "LFReports", "LFRecording", "LFShapeCode",
        "LFSurrogate",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "lftrain",
      dependencies: [
        "LFCore", "LFMesh", "LFLeadField", "LFFormats", "LFAnatomy", "LFTraining", "LFNetwork", "LFShapeCode",
        "LFSurrogate",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Tests mirror the sources.
    .target(
      name: "LFTestSupport", dependencies: ["LFCore", "LFMesh", "LFLeadField", "LFFormats"],
      path: "Tests/LFTestSupport", swiftSettings: strict),
    .testTarget(
      name: "LFCoreTests", dependencies: ["LFCore", "CKernels", "LFTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LFPicturesTests", dependencies: ["LFPictures", "LFRecording", "LFCore"], swiftSettings: strict),
    .testTarget(name: "LFMeshTests", dependencies: ["LFMesh", "LFTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LFFormatsTests", dependencies: ["LFFormats", "LFRecording", "LFTestSupport", "CDeflate"],
      swiftSettings: strict),
    .testTarget(name: "LFSolveTests", dependencies: ["LFSolve"], swiftSettings: strict),
    .testTarget(
      name: "LFShapeCodeTests", dependencies: ["LFShapeCode", "LFNetwork"], swiftSettings: strict),
    .testTarget(
      name: "LFSurrogateTests",
      dependencies: [
        "LFSurrogate", "LFShapeCode", "LFSolve", "LFNetwork", "LFAnatomy", "LFLeadField", "LFCore",
      ],
      swiftSettings: strict),
    .testTarget(name: "LFNetworkTests", dependencies: ["LFNetwork", "CKernels"], swiftSettings: strict),
    .testTarget(
      name: "LFFullOrderTests",
      dependencies: ["LFFullOrder", "LFSolve", "LFFormats", "LFAnatomy", "LFLeadField", "LFTestSupport"],
      swiftSettings: strict),
    .testTarget(name: "LFAnatomyTests", dependencies: ["LFAnatomy", "LFTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LFPredictorsTests", dependencies: ["LFPredictors", "LFAnatomy", "LFTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "LFCore", "LFPredictors", "LFAnatomy", "LFFormats", "LFFullOrder", "LFElectrocardiogram",
        "LFAccuracy", "LFGate", "LFLeadField", "LFMesh", "LFTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LFTrainingTests",
      dependencies: [
        "LFTraining", "LFAnatomy", "LFFormats", "LFLeadField", "LFMesh", "LFCore", "LFTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LFElectrocardiogramTests", dependencies: ["LFElectrocardiogram", "LFTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LFAccuracyTests", dependencies: ["LFAccuracy", "LFRecording", "LFTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LFGateTests", dependencies: ["LFGate", "LFAccuracy", "LFRecording", "LFCore", "LFTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LFReportsTests", dependencies: ["LFReports", "LFGate", "LFAccuracy", "LFRecording", "LFCore"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "LFCore", "LFMesh", "LFFormats", "LFLeadField", "LFSurrogate", "LFNetwork", "LFTestSupport",
        "lfconvert", "lftrain",
      ],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
