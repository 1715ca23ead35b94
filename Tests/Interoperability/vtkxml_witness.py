"""VTK as a witness of VTK XML: usage: vtkxml_witness.py LFCONVERT SCRATCH

Writes a collection of files with VTK, meshio, uvw, pyevtk and by hand in the manner of other writers; `info` must
say what VTK says of each, and what `convert` writes must be the same to VTK, bit for bit. Exit code 0 when all agree.
Modules beyond vtk and numpy are optional.
"""
import itertools, json, math, os, struct, subprocess, sys
import numpy as np
import vtk
from vtk.util.numpy_support import vtk_to_numpy, numpy_to_vtk

import vtkxml_foreign

LFCONVERT, SCRATCH = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.makedirs(SCRATCH, exist_ok=True)
VERSION = tuple(int(x) for x in vtk.vtkVersion.GetVTKVersion().split(".")[:2])

# ---------------------------------------------------------------- VTK's warnings
messages = []


class Listener:
    def __init__(self):
        self.window = vtk.vtkStringOutputWindow()
        vtk.vtkOutputWindow.SetInstance(self.window)

    def take(self):
        text = self.window.GetOutput() or ""
        self.window = vtk.vtkStringOutputWindow()
        vtk.vtkOutputWindow.SetInstance(self.window)
        return text.strip()


listener = Listener()

# ---------------------------------------------------------------- sample data sets
rng = np.random.default_rng(7)
NUMPY = {
    "Int8": np.int8, "UInt8": np.uint8, "Int16": np.int16, "UInt16": np.uint16, "Int32": np.int32,
    "UInt32": np.uint32, "Int64": np.int64, "UInt64": np.uint64, "Float32": np.float32, "Float64": np.float64,
}


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


# ---------------------------------------------------------------- what VTK sees
READERS = {
    "vtu": "UnstructuredGrid", "vtp": "PolyData", "vti": "ImageData", "vtr": "RectilinearGrid",
    "vts": "StructuredGrid",
}


def read(path):
    suffix = path.rsplit(".", 1)[1]
    kind = READERS[suffix[-3:]]
    reader = getattr(vtk, f"vtkXML{'P' if suffix.startswith('p') else ''}{kind}Reader")()
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput(), listener.take()


NAMES = {
    "vtkSignedCharArray": "Int8", "vtkCharArray": "Int8", "vtkUnsignedCharArray": "UInt8", "vtkShortArray": "Int16",
    "vtkUnsignedShortArray": "UInt16", "vtkIntArray": "Int32", "vtkUnsignedIntArray": "UInt32",
    "vtkLongArray": "Int64", "vtkLongLongArray": "Int64", "vtkUnsignedLongArray": "UInt64",
    "vtkUnsignedLongLongArray": "UInt64", "vtkFloatArray": "Float32", "vtkDoubleArray": "Float64",
    "vtkIdTypeArray": "Int64", "vtkBitArray": "Bit", "vtkStringArray": "String",
    "vtkTypeInt8Array": "Int8", "vtkTypeUInt8Array": "UInt8", "vtkTypeInt16Array": "Int16",
    "vtkTypeUInt16Array": "UInt16", "vtkTypeInt32Array": "Int32", "vtkTypeUInt32Array": "UInt32",
    "vtkTypeInt64Array": "Int64", "vtkTypeUInt64Array": "UInt64", "vtkTypeFloat32Array": "Float32",
    "vtkTypeFloat64Array": "Float64",
}
CELL = {
    0: "empty_cell", 1: "vertex", 2: "poly_vertex", 3: "line", 4: "poly_line", 5: "triangle", 6: "triangle_strip",
    7: "polygon", 8: "pixel", 9: "quad", 10: "tetra", 11: "voxel", 12: "hexahedron", 13: "wedge", 14: "pyramid",
    15: "pentagonal_prism", 16: "hexagonal_prism", 41: "convex_point_set", 42: "polyhedron",
}
for constant in dir(vtk):
    if constant.startswith("VTK_"):
        value = getattr(vtk, constant)
        if isinstance(value, int) and 21 <= value <= 81 and any(
                constant[4:].startswith(w) for w in ("QUADRATIC", "BIQUADRATIC", "TRIQUADRATIC", "CUBIC", "LAGRANGE", "BEZIER")):
            CELL[value] = constant[4:].lower()


def values(a):
    """The values, flat, in numpy's own type; strings as a list."""
    if a.GetClassName() == "vtkStringArray":
        return [a.GetValue(i) for i in range(a.GetNumberOfValues())]
    if a.GetClassName() == "vtkBitArray":
        return np.array([a.GetValue(i) for i in range(a.GetNumberOfValues())], np.uint8)
    if a.GetNumberOfValues() == 0:
        return np.zeros(0, NUMPY[NAMES[a.GetClassName()]])
    return vtk_to_numpy(a).ravel()


def describe(a):
    kind = NAMES[a.GetClassName()]
    entry = {"name": a.GetName() or "", "type": kind, "components": a.GetNumberOfComponents()}
    if kind != "String":
        v = values(a)
        finite = v[np.isfinite(v)] if v.dtype.kind == "f" else v
        if len(finite):
            with np.errstate(over="ignore"):
                total = math.fsum(finite.astype(float)) if v.dtype.kind == "f" and np.abs(finite.astype(float)).max() < 1e300 else (
                    float(sum(int(x) for x in finite)) if v.dtype.kind != "f" else float(finite.astype(np.float64).sum()))
            entry |= {"min": finite.min().item(), "max": finite.max().item(), "sum": total}
        else:
            entry |= {"min": None, "max": None, "sum": 0}
    return entry


def arrays(data):
    return [data.GetAbstractArray(i) for i in range(data.GetNumberOfArrays())]


def summary(dataset):
    types = {}
    for i in range(dataset.GetNumberOfCells()):
        name = CELL[dataset.GetCellType(i)]
        types[name] = types.get(name, 0) + 1
    bounds = None
    if dataset.GetNumberOfPoints():
        xyz = np.array([dataset.GetPoint(i) for i in range(dataset.GetNumberOfPoints())])
        xyz = xyz[np.isfinite(xyz).all(axis=1)]
        if len(xyz):
            bounds = [f(xyz[:, a]).item() for a in range(3) for f in (np.min, np.max)]
    field = dataset.GetFieldData()
    time = field.GetAbstractArray("TimeValue")
    return {
        "points": dataset.GetNumberOfPoints(), "cells": dataset.GetNumberOfCells(), "cellTypes": types,
        "bounds": bounds, "pointData": [describe(a) for a in arrays(dataset.GetPointData())],
        "cellData": [describe(a) for a in arrays(dataset.GetCellData())],
        "fieldData": [describe(a) for a in arrays(field)],
        "time": time.GetTuple1(0) if time and time.GetNumberOfTuples() == 1 else None,
    }


def close(a, b, scale=1.0):
    if a is None or b is None or isinstance(a, (str, list, dict)):
        return a == b
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b), scale)


def differences(ours, theirs, where=""):
    if isinstance(theirs, dict):
        found = []
        for key, value in theirs.items():
            if not isinstance(ours, dict) or key not in ours:
                found.append(f"{where}.{key} is missing")
            elif key == "sum" and ours[key] is not None:
                scale = max(abs(theirs.get("min") or 0), abs(theirs.get("max") or 0)) * 1e3
                if not close(ours[key], value, scale):
                    found.append(f"{where}.sum is {ours[key]}, not {value}")
            elif key != "sum":
                found += differences(ours[key], value, f"{where}.{key}")
        if where.endswith("cellTypes") and set(ours) != set(theirs):
            found.append(f"{where} is {ours}, not {theirs}")
        return found
    if isinstance(theirs, list) and isinstance(ours, list):
        if len(ours) != len(theirs):
            return [f"{where} has {len(ours)} entries {[o.get('name') if isinstance(o, dict) else o for o in ours]}, not {len(theirs)} {[t.get('name') if isinstance(t, dict) else t for t in theirs]}"]
        return sum((differences(o, t, f"{where}[{i}]") for i, (o, t) in enumerate(zip(ours, theirs))), [])
    scale = 1e-3 if "bounds" in where else 0
    return [] if close(ours, theirs, scale) else [f"{where} is {ours!r}, not {theirs!r}"]


ROLES = ["Scalars", "Vectors", "Normals", "TCoords", "Tensors", "GlobalIds", "PedigreeIds", "Tangents",
         "RationalWeights", "HigherOrderDegrees"]


def compare_arrays(a, b, where, ulp):
    if (a.GetName() or "") != (b.GetName() or ""):
        return [f"{where}: name {b.GetName()!r}, not {a.GetName()!r}"]
    where += f" {a.GetName()}"
    found = []
    if NAMES[a.GetClassName()] != NAMES[b.GetClassName()]:
        return [f"{where}: type {b.GetClassName()}, not {a.GetClassName()}"]
    if a.GetNumberOfComponents() != b.GetNumberOfComponents():
        return [f"{where}: {b.GetNumberOfComponents()} components, not {a.GetNumberOfComponents()}"]
    for i in range(a.GetNumberOfComponents()):
        if (a.GetComponentName(i) or "") != (b.GetComponentName(i) or ""):
            found.append(f"{where}: component {i} is {b.GetComponentName(i)!r}, not {a.GetComponentName(i)!r}")
    x, y = values(a), values(b)
    if len(x) != len(y):
        return [f"{where}: {len(y)} values, not {len(x)}"]
    if isinstance(x, list):
        return found + ([] if x == y else [f"{where}: texts differ"])
    if x.tobytes() == y.tobytes():
        return found
    if x.dtype.kind == "f" and ulp:
        nan = np.isnan(x) & np.isnan(y) | np.isinf(x) & np.isinf(y)  # VTK reads -inf in text as inf
        if (nan | (np.nextafter(x, y) == y) | (x == y)).all():
            return found
    return found + [f"{where}: values differ"]


def compare_sets(a, b, where, ulp):
    one, two = arrays(a), arrays(b)
    found = []
    if len(one) != len(two):
        return [f"{where}: arrays {[x.GetName() for x in two]}, not {[x.GetName() for x in one]}"]
    for x, y in zip(one, two):
        found += compare_arrays(x, y, where, ulp)
    for role in ROLES:
        if not hasattr(a, "Get" + role):
            continue
        x, y = (getattr(d, "Get" + role)() or (d.GetAbstractAttribute(6) if role == "PedigreeIds" else None) for d in (a, b))
        if (x.GetName() if x else None) != (y.GetName() if y else None):
            found.append(f"{where}: active {role} is {y and y.GetName()}, not {x and x.GetName()}")
    return found


def point_values(dataset):
    if hasattr(dataset, "GetPoints") and not isinstance(dataset, (vtk.vtkImageData, vtk.vtkRectilinearGrid)):
        return values(dataset.GetPoints().GetData()) if dataset.GetPoints() and dataset.GetNumberOfPoints() else np.zeros(0)
    return np.array([dataset.GetPoint(i) for i in range(dataset.GetNumberOfPoints())]).ravel()


def cell_list(dataset):
    ids = vtk.vtkIdList()
    result = []
    for i in range(dataset.GetNumberOfCells()):
        dataset.GetCellPoints(i, ids)
        entry = [dataset.GetCellType(i)] + [ids.GetId(k) for k in range(ids.GetNumberOfIds())]
        if entry[0] == 42:
            faces = vtk.vtkIdList()
            dataset.GetFaceStream(i, faces)
            entry = [42] + [faces.GetId(k) for k in range(faces.GetNumberOfIds())]
        result.append(entry)
    return result


def compare(a, b, ulp):
    """What is different in b, which should hold what a holds; b may be a's unstructured form."""
    found = []
    same_kind = a.GetClassName() == b.GetClassName()
    if isinstance(a, vtk.vtkImageData) and same_kind:
        for what in ("GetExtent", "GetOrigin", "GetSpacing"):
            if getattr(a, what)() != getattr(b, what)():
                found.append(f"{what}: {getattr(b, what)()}, not {getattr(a, what)()}")
        m, n = a.GetDirectionMatrix(), b.GetDirectionMatrix()
        if any(m.GetElement(i, j) != n.GetElement(i, j) for i in range(3) for j in range(3)):
            found.append("direction differs")
    elif same_kind and hasattr(a, "GetExtent") and a.GetExtent() != b.GetExtent():
        found.append(f"extent {b.GetExtent()}, not {a.GetExtent()}")
    x, y = point_values(a), point_values(b)
    if same_kind and x.dtype != y.dtype and len(x):
        found.append(f"points of type {y.dtype}, not {x.dtype}")
    implicit = isinstance(a, (vtk.vtkImageData, vtk.vtkRectilinearGrid)) and not same_kind
    if len(x) != len(y) or not np.allclose(x, y, rtol=1e-6 if implicit else 1e-15 if x.dtype == np.float64 else 1e-7, atol=0 if not implicit else 1e-6, equal_nan=True):
        found.append("points differ")
    elif not implicit and not ulp and x.tobytes() != y.tobytes():
        found.append("points are not bit for bit")
    if same_kind and isinstance(a, vtk.vtkRectilinearGrid):
        for axis in "XYZ":
            one, two = (getattr(d, f"Get{axis}Coordinates")() for d in (a, b))
            if one and one.GetNumberOfTuples():
                found += compare_arrays(one, two, "coordinates", ulp)
    if cell_list(a) != cell_list(b):
        found.append("cells differ")
    found += compare_sets(a.GetPointData(), b.GetPointData(), "point", ulp)
    found += compare_sets(a.GetCellData(), b.GetCellData(), "cell", ulp)
    found += compare_sets(a.GetFieldData(), b.GetFieldData(), "field", ulp)
    return found


# ---------------------------------------------------------------- the checks
COMBINATIONS = [("ascii", "none")] + [(e, c) for e in ("base64", "appended", "raw") for c in ("none", "zlib", "lz4", "lzma")]
failures, checked = [], [0]


def run(*arguments):
    return subprocess.run([LFCONVERT, *arguments], capture_output=True, text=True, timeout=120)


def fail(path, text):
    failures.append((path, text))
    print(f"FAIL {os.path.relpath(path, SCRATCH)}: {text}", flush=True)


def check_info(path, dataset):
    checked[0] += 1
    done = run("info", path, "--json")
    if done.returncode:
        fail(path, f"info: {done.returncode}: {done.stderr.strip()}")
        return False
    for line in differences(json.loads(done.stdout), summary(dataset)):
        fail(path, f"info{line}")
    return True


def check_convert(path, dataset, combinations):
    suffix = path.rsplit(".", 1)[1]
    for encoding, compression in combinations:
        for target in dict.fromkeys([suffix, "vtu"]):
            checked[0] += 1
            out = path + f".out.{target}"
            done = run("convert", path, "--out", out, "--encoding", encoding, "--compression", compression, "--quiet")
            what = f"to .{target} {encoding} {compression}"
            if done.returncode:
                fail(path, f"{what}: {done.returncode}: {done.stderr.strip()}")
                continue
            again, said = read(out)
            if said and "L2_NORM" not in said:
                fail(path, f"{what}: VTK says {said[:300]}")
            for line in compare(dataset, again, encoding == "ascii" or "ascii" in path):
                fail(path, f"{what}: {line}")
            if os.path.exists(out):
                os.unlink(out)


def check(path, turn, full=False):
    dataset, said = read(path)
    if said and ("L2_NORM" not in said or dataset.GetNumberOfPoints() == 0):
        # VTK 9.3 cannot read the ranges of infinite values that it writes itself. A file that this VTK cannot read; it must be readable here all the same.
        print(f"note {os.path.relpath(path, SCRATCH)}: VTK says {said[:160]!r}")
        done = run("info", path, "--json")
        if done.returncode:
            fail(path, f"info: {done.returncode}: {done.stderr.strip()}")
        return
    if check_info(path, dataset):
        check_convert(path, dataset, COMBINATIONS if full else [COMBINATIONS[turn % len(COMBINATIONS)]])


def check_collection(path, times, first):
    """A .pvd: its times, its first step's parts together, and the same after conversion."""
    def times_of(file):
        done = run("info", file, "--json")
        if done.returncode:
            fail(file, f"info: {done.returncode}: {done.stderr.strip()}")
            return None
        return json.loads(done.stdout)
    before = times_of(path)
    if before is None:
        return
    checked[0] += 2
    if before["time"] != times:
        fail(path, f"time is {before['time']}, not {times}")
    if before["points"] != first:
        fail(path, f"first step has {before['points']} points, not {first}")
    out = path + ".out.pvd"
    done = run("convert", path, "--out", out, "--quiet")
    if done.returncode:
        fail(path, f"convert: {done.returncode}: {done.stderr.strip()}")
    elif times_of(out) != before:
        fail(path, "the converted collection is not the same")


def main():
    turn = 0
    full_matrix = {"tets", "polyhedra", "poly_vlps", "image_3d", "rect_3d", "struct_3d", "several_blocks", "empty_vtu"}
    for name, dataset in samples():
        suffix = WRITERS[dataset.GetClassName()][0]
        matrix = [(m, c, h, b) for m in MODES for c in COMPRESSORS for h in (32, 64) for b in (False, True)
                  if not (m == "ascii" and c != "none")]
        chosen = matrix if name in full_matrix else [matrix[(7 * turn + k * 11) % len(matrix)] for k in range(3)]
        for mode, compressor, header, big in chosen:
            path = os.path.join(SCRATCH, f"{name}-{mode}-{compressor}-{header}{'-big' if big else ''}.{suffix}")
            write(dataset, path, mode, compressor, header, big)
            listener.take()
            check(path, turn, full=(mode, compressor, header, big) == ("appended", "zlib", 32, False) and name in full_matrix)
            turn += 1
        if name in full_matrix and dataset.GetNumberOfCells():
            path = os.path.join(SCRATCH, f"{name}-parallel.p{suffix}")
            if name == "poly_vlps":
                # VTK 9.7 mixes up the cell data of strips and polygons of several pieces.
                dataset.SetStrips(vtk.vtkCellArray())
                for data in (dataset.GetCellData(),):
                    data.Initialize()
                    fill(data, dataset.GetNumberOfCells())
            write(dataset, path, "appended", "zlib", parallel=1 if suffix in ("vti", "vtr", "vts") else 3)
            listener.take()
            check(path, turn)
    for path, kind in vtkxml_foreign.write(SCRATCH):
        if kind == "check":
            check(path, turn)
        elif isinstance(kind, tuple):
            check_collection(path, *kind)
        turn += 1
    print(f"{checked[0]} checks with VTK {vtk.vtkVersion.GetVTKVersion()}, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
