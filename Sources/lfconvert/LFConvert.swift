import ArgumentParser

/// The root of the command line.
struct LFConvert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lfconvert",
    abstract: "Lead fields for ECG simulation from a heart alone.",
    discussion: """
      One rule: if IN carries a lead field it is converted; if it carries only an anatomy, its lead field is \
      predicted.

      Examples:
        lfconvert heart.vtu --out lf.nc              a heart in, its lead field out
        lfconvert lf.nc --out lf.vtu                 the same lead field for ParaView
        lfconvert predict heart.vtu --out lf.nc --electrodes electrodes.csv
        lfconvert encode heart.vtu --out code.vtp    its latent code and the anatomy that it stands for
        lfconvert solve torso.vtu --electrodes electrodes.csv --out golden.nc
        lfconvert ecg lf.nc --out ecg.csv            its 12-lead ECG
        lfconvert convert mesh.vtk --out mesh.vtu --encoding raw --compression lz4
        lfconvert convert ecg.dcm --out ecg.hea
        lfconvert info heart.vtu --json
        lfconvert validate lf.nc
        lfconvert check lf.nc golden.nc

      Exit codes: 0 done; 1 the answer is no; 2 outside what the model may answer (--strict); 64 unusable \
      arguments; 65 bad data; 66 no such input; 69 unavailable; 70 our own fault; 73 cannot create the output.

      A file named like a command is written ./info.
      """,
    version: Version.current,
    subcommands: [
      Automatic.self, Convert.self, Predict.self, Encode.self, Solve.self, ECG.self, Check.self, Info.self,
      Validate.self,
    ],
    defaultSubcommand: Automatic.self)
}

/// The tool's version; CHANGELOG.md says what each one brought.
enum Version {
  static let current = "0.1.0"
}
