"""Data sets of every kind for the witness of VTK XML, and VTK's own files of them."""
import numpy as np
import vtk
from vtkmodules.util.numpy_support import numpy_to_vtk

from vtkxml_view import NUMPY

rng = np.random.default_rng(7)
def array(name, values, components=None):
    values = np.ascontiguousarray(values)
    made = numpy_to_vtk(values, deep=1)
    if name is not None:
        made.SetName(name)
    return made


def strings(name, texts):
    made = vtk.vtkStringArray()
    made.SetName(name)
    for text in texts:
        made.InsertNextValue(text)
    return made


def bits(name, values):
    made = vtk.vtkBitArray()
    made.SetName(name)
    for value in values:
        made.InsertNextValue(int(value))
    return made


def fill(data, count, rich=True):
    """Arrays of every type, with the values that break things."""
    for name, kind in NUMPY.items():
        if np.issubdtype(kind, np.integer):
            info = np.iinfo(kind)
            values = rng.integers(info.min, info.max, size=count, dtype=kind, endpoint=True)
            if count > 1:
                values[:2] = info.min, info.max
        else:
            values = rng.normal(size=(count, 3)).astype(kind)
            if count > 3:
                values[0] = np.nan, np.inf, -np.inf
                values[1] = 0.1, -0.0, np.finfo(kind).tiny / 4
                values[2] = np.finfo(kind).max, np.finfo(kind).min, 1 / 3
        data.AddArray(array(name.lower(), values))
    if not rich:
        return
    data.AddArray(strings("texts", ["täxt %d" % i if i % 3 else "" for i in range(count)]))
    data.AddArray(bits("bits", rng.integers(0, 2, size=count)))
    named = array("with names", rng.normal(size=(count, 3)))
    for i, name in enumerate(("x dir", "y", "z")):
        named.SetComponentName(i, name)
    data.AddArray(named)
    data.AddArray(array("π unicode", rng.normal(size=(count, 9)).astype(np.float32)))
    data.SetActiveScalars("int32")
    data.SetActiveVectors("float32")
    data.SetGlobalIds(id_array("gids", count))
    data.SetPedigreeIds(array("pedigree", np.arange(count, dtype=np.int32) * 3))  # VTK crashes on texts


def id_array(name, count):
    made = vtk.vtkIdTypeArray()
    made.SetName(name)
    for i in range(count):
        made.InsertNextValue(10 * i + 3)
    return made


def fields(dataset, time=None):
    field = dataset.GetFieldData()
    field.AddArray(array("one", np.array([3.25])))
    field.AddArray(array("none", np.zeros(0, np.int32)))
    field.AddArray(strings("field texts", ["a", "", "ü & <b>", "long " * 40]))
    field.AddArray(array("matrix", rng.normal(size=(2, 16))))
    if time is not None:
        field.AddArray(array("TimeValue", np.array([time])))


def points(count, kind=np.float32):
    made = vtk.vtkPoints()
    made.SetData(array("Points", rng.normal(size=(count, 3)).astype(kind)))
    return made


SIZES = {  # fixed-size cell types
    1: 1, 3: 2, 5: 3, 8: 4, 9: 4, 10: 4, 11: 8, 12: 8, 13: 6, 14: 5, 15: 10, 16: 12, 21: 3, 22: 6, 23: 8, 24: 10,
    25: 20, 26: 15, 27: 13, 28: 9, 29: 27, 30: 6, 31: 12, 32: 18, 33: 24, 34: 7, 35: 4, 37: 19,
}
VARIABLE = {2: 5, 4: 4, 6: 5, 7: 6, 36: 6, 41: 8, 68: 5, 69: 10, 70: 16, 71: 20, 72: 64, 73: 40, 74: 30, 75: 4, 76: 6,
            77: 9, 78: 10, 79: 27, 80: 18, 81: 14}


def grid(types, count=70, kind=np.float64):
    ug = vtk.vtkUnstructuredGrid()
    ug.SetPoints(points(count, kind))
    ug.Allocate(len(types))
    for t in types:
        size = SIZES.get(t) or VARIABLE[t]
        ids = vtk.vtkIdList()
        for p in rng.permutation(count)[:size]:
            ids.InsertNextId(int(p))
        ug.InsertNextCell(t, ids)
    return ug


def polyhedra():
    ug = vtk.vtkUnstructuredGrid()
    ug.SetPoints(points(20))
    tetra = vtk.vtkIdList()
    for p in (0, 1, 2, 3):
        tetra.InsertNextId(p)
    ug.Allocate(4)
    def poly(faces):
        ids = vtk.vtkIdList()
        ids.InsertNextId(len(faces))
        for face in faces:
            ids.InsertNextId(len(face))
            for p in face:
                ids.InsertNextId(p)
        ug.InsertNextCell(42, ids)
    poly([(0, 1, 2), (0, 1, 3), (1, 2, 3), (0, 2, 3)])
    ug.InsertNextCell(10, tetra)
    poly([(4, 5, 6, 7), (8, 9, 10, 11), (4, 5, 9, 8), (5, 6, 10, 9), (6, 7, 11, 10), (7, 4, 8, 11)])
    ug.InsertNextCell(10, tetra)
    return ug


def poly_data(groups="vlps", count=30):
    pd = vtk.vtkPolyData()
    pd.SetPoints(points(count))
    def cells(sizes):
        made = vtk.vtkCellArray()
        for size in sizes:
            made.InsertNextCell(size)
            for p in rng.permutation(count)[:size]:
                made.InsertCellPoint(int(p))
        return made
    if "v" in groups:
        pd.SetVerts(cells([1, 1, 3]))
    if "l" in groups:
        pd.SetLines(cells([2, 5, 2]))
    if "p" in groups:
        pd.SetPolys(cells([3, 4, 6, 3]))
    if "s" in groups:
        pd.SetStrips(cells([5, 4]))
    return pd


def image(extent, direction=None):
    im = vtk.vtkImageData()
    im.SetExtent(*extent)
    im.SetOrigin(0.1, -20, 3e5)
    im.SetSpacing(0.3, 1 / 3, 2)
    if direction is not None:
        im.SetDirectionMatrix(*direction)
    return im


def rectilinear(extent, kind=np.float32):
    rg = vtk.vtkRectilinearGrid()
    rg.SetExtent(*extent)
    for axis, name in enumerate("XYZ"):
        n = extent[2 * axis + 1] - extent[2 * axis] + 1
        getattr(rg, f"Set{name}Coordinates")(array(name.lower(), np.cumsum(rng.random(n)).astype(kind)))
    return rg


def structured(extent):
    sg = vtk.vtkStructuredGrid()
    sg.SetExtent(*extent)
    n = np.prod([extent[2 * a + 1] - extent[2 * a] + 1 for a in range(3)])
    sg.SetPoints(points(int(n)))
    return sg


def ghosts(dataset):
    for data, count in ((dataset.GetPointData(), dataset.GetNumberOfPoints()),
                        (dataset.GetCellData(), dataset.GetNumberOfCells())):
        data.AddArray(array("vtkGhostType", (np.arange(count) % 5 == 0).astype(np.uint8)))
    return dataset


def samples():
    """Name and data set; all of them small."""
    def full(dataset, time=None):
        fill(dataset.GetPointData(), dataset.GetNumberOfPoints())
        fill(dataset.GetCellData(), dataset.GetNumberOfCells())
        fields(dataset, time)
        return dataset
    yield "tets", full(grid([10] * 40), 0.25)
    yield "tets_plain", grid([10] * 3)
    yield "all_cells", full(grid(list(SIZES) + list(VARIABLE), 90))
    for t in list(SIZES) + list(VARIABLE):
        yield f"cell_{t}", grid([t, t], 90, np.float32)
    yield "polyhedra", full(polyhedra())
    yield "ghosts", full(ghosts(grid([10] * 5)))
    yield "empty_vtu", vtk.vtkUnstructuredGrid()
    yield "points_only", full_points(grid([]))
    yield "bezier", bezier()
    for groups in ("vlps", "v", "l", "p", "s", "vp", "ls", ""):
        yield f"poly_{groups}", full(poly_data(groups)) if groups else full_points(poly_data(groups))
    yield "empty_vtp", vtk.vtkPolyData()
    yield "poly_ghosts", ghosts(poly_data("lp"))
    rotation = [0, -1, 0, 0.6, 0, -0.8, 0.8, 0, 0.6]
    for name, extent in {"3d": (2, 5, -3, 0, 7, 9), "2d": (0, 4, 2, 2, 1, 3), "1d": (3, 3, 0, 5, 0, 0),
                         "0d": (1, 1, 2, 2, 3, 3), "xy": (0, 3, 0, 2, 5, 5)}.items():
        yield f"image_{name}", full(image(extent), 12.5)
        yield f"image_{name}_turned", image(extent, rotation)
        yield f"rect_{name}", full(rectilinear(extent))
        yield f"struct_{name}", full(structured(extent))
    yield "rect_double", rectilinear((0, 2, 0, 2, 0, 2), np.float64)
    yield "image_ghosts", ghosts(image((0, 3, 0, 3, 0, 3)))
    yield "empty_vti", vtk.vtkImageData()
    yield "empty_vtr", vtk.vtkRectilinearGrid()
    yield "empty_vts", vtk.vtkStructuredGrid()
    big = grid([10] * 9000, 3000)
    big.GetPointData().AddArray(array("field", np.sin(np.arange(9000).reshape(-1, 3) / 50)))
    yield "several_blocks", big


def full_points(dataset):
    fill(dataset.GetPointData(), dataset.GetNumberOfPoints())
    return dataset


def bezier():
    ug = grid([79, 79], 60)
    weights = array("weights", 0.5 + rng.random(60))
    ug.GetPointData().SetRationalWeights(weights)
    ug.GetCellData().SetHigherOrderDegrees(array("degrees", np.array([[2.0, 2, 2], [2, 2, 2]])))
    return ug


WRITERS = {
    "vtkUnstructuredGrid": ("vtu", vtk.vtkXMLUnstructuredGridWriter), "vtkPolyData": ("vtp", vtk.vtkXMLPolyDataWriter),
    "vtkImageData": ("vti", vtk.vtkXMLImageDataWriter), "vtkRectilinearGrid": ("vtr", vtk.vtkXMLRectilinearGridWriter),
    "vtkStructuredGrid": ("vts", vtk.vtkXMLStructuredGridWriter),
}
MODES = ["ascii", "binary", "appended", "raw"]
COMPRESSORS = {"none": None, "zlib": vtk.vtkZLibDataCompressor, "lz4": vtk.vtkLZ4DataCompressor,
               "lzma": vtk.vtkLZMADataCompressor}


def write(dataset, path, mode="appended", compressor="zlib", header=32, big=False, parallel=0):
    suffix, kind = WRITERS[dataset.GetClassName()]
    if parallel:
        kind = getattr(vtk, kind.__name__.replace("vtkXML", "vtkXMLP"))
    writer = kind()
    writer.SetFileName(path)
    writer.SetInputData(dataset)
    {"ascii": writer.SetDataModeToAscii, "binary": writer.SetDataModeToBinary}.get(mode, writer.SetDataModeToAppended)()
    writer.SetEncodeAppendedData(mode == "appended")
    made = COMPRESSORS[compressor]
    writer.SetCompressor(made() if made else None)
    (writer.SetHeaderTypeToUInt64 if header == 64 else writer.SetHeaderTypeToUInt32)()
    (writer.SetByteOrderToBigEndian if big else writer.SetByteOrderToLittleEndian)()
    if parallel:
        writer.SetNumberOfPieces(parallel)
        writer.SetStartPiece(0)
        writer.SetEndPiece(parallel - 1)
    writer.Write()
