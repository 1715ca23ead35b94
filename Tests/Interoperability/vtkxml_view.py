"""What VTK sees in a file: its answer to `info`, and the differences of two data sets."""
import math

import numpy as np
import vtk
from vtkmodules.util.numpy_support import vtk_to_numpy

NUMPY = {
    "Int8": np.int8, "UInt8": np.uint8, "Int16": np.int16, "UInt16": np.uint16, "Int32": np.int32,
    "UInt32": np.uint32, "Int64": np.int64, "UInt64": np.uint64, "Float32": np.float32, "Float64": np.float64,
}


class Listener:
    """Takes VTK's warnings."""

    def __init__(self):
        self.take()

    def take(self):
        text = (self.window.GetOutput() or "").strip() if hasattr(self, "window") else ""
        self.window = vtk.vtkStringOutputWindow()
        vtk.vtkOutputWindow.SetInstance(self.window)
        return text


listener = Listener()
vtk.vtkLogger.SetStderrVerbosity(vtk.vtkLogger.VERBOSITY_OFF)

# Readers by suffix.
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
