import ArgumentParser
import LFAnatomy
import LFCore
import LFFormats
import LFFullOrder
import LFLeadField
import LFMesh
import LFPredictors
import LFSolve

/// Labelled torso → full-order lead field.
struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Solve for the lead field of a torso mesh whose tetrahedra are labelled by tissue.",
    discussion: """
      Linear finite elements with the electrodes' singularity in closed form. The output states the residual of \
      the equations and an estimate of the discretisation error. The mesh is taken as LPS, mm.

      Examples:
        lfconvert solve torso.vtu --electrodes electrodes.csv --out golden.nc
        lfconvert solve torso.vtu --electrodes electrodes.csv --out heart.vtu --tissues 1=torso 2=myocardium \
      --conductivity conductivities.json --only myocardium --at both
      """)

  @Argument(help: "The torso: a mesh of tetrahedra with a cell array of tissue labels.")
  var torso: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var options: TorsoOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      try output.checkKind(of: .leadField)
      try Job.checkOutput(output.out, reading: [torso, options.electrodes, options.conductivity])
      guard case .mesh(let mesh) = try job.read(torso) else {
        throw LFError(.badData, "is no single mesh", at: .init(file: torso))
      }
      try job.solve(mesh, from: torso, options, to: output)
    }
  }
}

extension Job {
  /// Solves for the lead field of a torso, writes it and says so.
  mutating func solve(
    _ mesh: Mesh, from file: String, _ options: TorsoOptions, to output: OutputOptions
  ) throws(LFError) {
    let content = try ElectrodeFile.read(options.electrodes, diagnostics: &diagnostics)
    let electrodes = content.electrodes.map { $0.moved(from: content.frame ?? .lps, scale: 1) }
    line.begin("checking \(file)")
    let clock = ContinuousClock()
    let start = clock.now
    let model: TorsoModel
    let bare: Mesh
    do throws(LFError) {
      bare = try StatedFrame.takenAsLPSMillimetres(mesh.withoutGhosts())
      model = try TorsoModel(
        bare, labels: options.tissueLabels, conductivity: options.source(), diagnostics: &diagnostics)
      try model.checkSize()
    } catch { throw error.inFile(file) }
    let checked = clock.now
    var choices = FullOrderSolver.Options()
    choices.skinDistance = options.skinDistance
    let solver: FullOrderSolver
    do throws(LFError) {
      solver = try FullOrderSolver(model, options: choices, progress: line.progress)
    } catch { throw error.inFile(file) }
    let prepared = clock.now
    let solution = try solver.solve(electrodes, progress: line.progress, diagnostics: &diagnostics)
    let solved = clock.now
    line.begin("taking gradients")
    let at = options.at ?? .points
    let field = try solution.leadField(
      on: bare, options.only.map { .tissue($0) } ?? .whole, atPoints: at != .cells, atCells: at != .points,
      source: file.split(separator: "/").last.map(String.init) ?? file)
    try write(.leadField(field), output)
    note(
      "\(field.provenance.history[0]) (checks \(seconds(start, checked)), assembly and preparation "
        + "\(seconds(checked, prepared)), solution \(seconds(prepared, solved))) → \(output.out)")
  }

  private func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> String {
    let hundredths = (to - from) / Duration.milliseconds(10)
    return "\(hundredths.rounded() / 100) s"
  }
}
