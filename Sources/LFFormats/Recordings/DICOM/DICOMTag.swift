/// Data elements of DICOM by their numbers (PS3.6).
enum DICOMTag {
  static let transferSyntax: UInt32 = 0x0002_0010
  static let characterSet: UInt32 = 0x0008_0005
  static let sopClass: UInt32 = 0x0008_0016
  static let sopInstance: UInt32 = 0x0008_0018
  static let contentDate: UInt32 = 0x0008_0023
  static let acquisitionDateTime: UInt32 = 0x0008_002A
  static let contentTime: UInt32 = 0x0008_0033
  static let codeValue: UInt32 = 0x0008_0100
  static let codeScheme: UInt32 = 0x0008_0102
  static let codeMeaning: UInt32 = 0x0008_0104

  static let patientName: UInt32 = 0x0010_0010
  static let patientID: UInt32 = 0x0010_0020
  static let birthDate: UInt32 = 0x0010_0030
  static let sex: UInt32 = 0x0010_0040
  static let age: UInt32 = 0x0010_1010
  static let size: UInt32 = 0x0010_1020
  static let weight: UInt32 = 0x0010_1030

  /// Multiplex Group Time Offset, ms.
  static let timeOffset: UInt32 = 0x0018_1068

  static let originality: UInt32 = 0x003A_0004
  static let channelCount: UInt32 = 0x003A_0005
  static let sampleCount: UInt32 = 0x003A_0010
  static let frequency: UInt32 = 0x003A_001A
  static let groupLabel: UInt32 = 0x003A_0020
  static let channels: UInt32 = 0x003A_0200
  static let channelNumber: UInt32 = 0x003A_0202
  static let channelLabel: UInt32 = 0x003A_0203
  static let source: UInt32 = 0x003A_0208
  static let sensitivity: UInt32 = 0x003A_0210
  static let sensitivityUnits: UInt32 = 0x003A_0211
  static let correction: UInt32 = 0x003A_0212
  static let baseline: UInt32 = 0x003A_0213
  static let timeSkew: UInt32 = 0x003A_0214
  static let sampleSkew: UInt32 = 0x003A_0215
  static let bitsStored: UInt32 = 0x003A_021A
  static let lowFrequency: UInt32 = 0x003A_0220
  static let highFrequency: UInt32 = 0x003A_0221
  static let notchFrequency: UInt32 = 0x003A_0222

  static let channelReference: UInt32 = 0x0040_A0B0
  static let annotations: UInt32 = 0x0040_B020
  static let annotationText: UInt32 = 0x0070_0006
  static let waveforms: UInt32 = 0x5400_0100
  static let bitsAllocated: UInt32 = 0x5400_1004
  static let interpretation: UInt32 = 0x5400_1006
  static let padding: UInt32 = 0x5400_100A
  static let data: UInt32 = 0x5400_1010

  /// The sequences that a reader needs where the file does not say what is one.
  static let sequences: Set<UInt32> = [channels, source, sensitivityUnits, annotations, waveforms]

  /// `(003A,0010)`.
  static func text(_ tag: UInt32) -> String {
    func hex(_ value: UInt32) -> String {
      let text = String(value, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - text.count) + text
    }
    return "(\(hex(tag >> 16)),\(hex(tag & 0xFFFF)))"
  }
}

/// Codes of the twelve leads, and of -aVR in Cabrera's order: the last number of `2:1` (MDC) and of `5.6.3-9-1` (SCP-ECG).
enum DICOMLeadCode {
  static let numbers = [
    "I": 1, "II": 2, "V1": 3, "V2": 4, "V3": 5, "V4": 6, "V5": 7, "V6": 8, "III": 61, "aVR": 62, "aVL": 63,
    "aVF": 64, "-aVR": 65,
  ]

  /// The lead of a code.
  static func lead(_ code: String) -> String? {
    for prefix in ["2:", "5.6.3-9-"] where code.hasPrefix(prefix) {
      let number = Int(code.dropFirst(prefix.count))
      return numbers.first { $0.value == number }?.key
    }
    return nil
  }
}
