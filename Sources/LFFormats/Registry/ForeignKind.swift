/// A kind of file that hearts often come in and that is not read: how to turn it into one that is.
struct ForeignKind {
  /// What it is, for people.
  let name: String
  /// What to do.
  let hint: String

  /// The kind that a file's extension tells; `nil` for none of these.
  ///
  /// - Parameter path: The file.
  init?(_ path: String) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let suffix = FormatRegistry.pathExtension(of: path)
    switch file.lowercased().hasSuffix(".nii.gz") ? "nii" : suffix {
    case "stl", "ply", "obj", "off":
      name = "a surface as .\(suffix)"
      hint = "save it as .vtp, in 3D Slicer or ParaView"
    case "msh", "xdmf", "xmf", "med", "inp", "mesh":
      name = "a mesh as .\(suffix)"
      hint = "write it as .vtu: meshio convert \(file.shown) heart.vtu"
    case "nii", "nrrd", "nhdr", "mha", "mhd", "seg":
      name = "an image"
      hint = "export the segment as a model and save it as .vtp (3D Slicer: Segmentations, Export)"
    default: return nil
    }
  }
}
