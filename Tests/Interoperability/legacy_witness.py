"""VTK as a witness of legacy .vtk: usage: legacy_witness.py LFCONVERT SCRATCH

Writes files of every kind of data set with VTK (text and binary, versions 4.2 and 5.1), with meshio and by hand;
`info` must say what VTK says of each, and what `convert` writes must be the same to VTK, bit for bit. Then damages
them: every one must be refused in one line. Exit code 0 when all agree. Modules beyond vtk and numpy are optional.
"""
import json
import os
import random
import re
import subprocess
import sys
import time

import numpy as np
import vtk

import vtkxml_samples as made
import vtkxml_view as view
from legacy_damage import damaged
from legacy_foreign import by_hand, by_meshio
from vtkxml_view import listener

VERSION = tuple(int(x) for x in vtk.vtkVersion.GetVTKVersion().split(".")[:2])
LFCONVERT = SCRATCH = ""
failures, checked = [], [0]


def run(*arguments):
    # VTK 9.3 changes the locale as it reads.
    return subprocess.run([LFCONVERT, *arguments], capture_output=True, encoding="utf-8", timeout=120)


def fail(path, text):
    failures.append((path, text))
    print(f"FAIL {os.path.relpath(path, SCRATCH)}: {text}", flush=True)


LEGACY = {"vtkUnstructuredGrid": "UnstructuredGrid", "vtkPolyData": "PolyData", "vtkImageData": "StructuredPoints",
          "vtkStructuredPoints": "StructuredPoints", "vtkRectilinearGrid": "RectilinearGrid",
          "vtkStructuredGrid": "StructuredGrid"}


def write(dataset, path, text, version):
    if text:
        # VTK rounds the largest double up, to what it then cannot read.
        for data in (dataset.GetPointData(), dataset.GetCellData()):
            a = data.GetAbstractArray("float64")
            if a and a.GetNumberOfValues():
                v = view.values(a)
                v[np.abs(v) > 1e308] /= 2
    writer = getattr(vtk, f"vtk{LEGACY[dataset.GetClassName()]}Writer")()
    writer.SetInputData(dataset)
    writer.SetFileName(path)
    if hasattr(writer, "SetFileVersion"):
        writer.SetFileVersion(version)
    (writer.SetFileTypeToASCII if text else writer.SetFileTypeToBinary)()
    if hasattr(writer, "SetWriteExtent") and dataset.GetNumberOfPoints():
        writer.SetWriteExtent(True)
    writer.Write()


def read(path):
    """What VTK sees, and what it says."""
    if not path.endswith(".vtk"):
        return view.read(path)
    reader = vtk.vtkDataSetReader()
    reader.SetFileName(path)
    for what in ("Scalars", "Vectors", "Normals", "Tensors", "ColorScalars", "TCoords", "Fields"):
        getattr(reader, f"ReadAll{what}On")()
    reader.Update()
    return reader.GetOutput(), listener.take()


def by_name(data):
    return sorted(view.arrays(data), key=lambda a: a.GetName() or "")


def summary(dataset):
    found = view.summary(dataset)
    for key in ("pointData", "cellData", "fieldData"):
        found[key].sort(key=lambda a: a["name"])
    return found


def compare(a, b, ulp, same_file):
    found = []
    if a.GetClassName() in ("vtkImageData", "vtkStructuredPoints") and same_file:
        for what in ("GetExtent", "GetOrigin", "GetSpacing"):
            if getattr(a, what)() != getattr(b, what)():
                found.append(f"{what}: {getattr(b, what)()}, not {getattr(a, what)()}")
    elif same_file and hasattr(a, "GetExtent") and a.GetExtent() != b.GetExtent() and a.GetNumberOfPoints():
        found.append(f"extent {b.GetExtent()}, not {a.GetExtent()}")
    x, y = view.point_values(a), view.point_values(b)
    implicit = isinstance(a, (vtk.vtkImageData, vtk.vtkRectilinearGrid))
    if len(x) != len(y):
        return found + [f"{len(y) // 3} points, not {len(x) // 3}"]
    if implicit:
        if not np.allclose(x, y, rtol=1e-6, atol=1e-6, equal_nan=True):
            found.append("points differ")
    elif len(x) and (x.dtype != y.dtype or (x.tobytes() != y.tobytes() and not (
            ulp and ((np.nextafter(x, y) == y) | (x == y) | ~np.isfinite(x)).all()))):
        found.append("points are not bit for bit")
    if same_file and isinstance(a, vtk.vtkRectilinearGrid) and a.GetNumberOfPoints():
        for axis in "XYZ":
            one, two = (getattr(d, f"Get{axis}Coordinates")() for d in (a, b))
            for array in (one, two):
                array.SetName(axis)
            found += view.compare_arrays(one, two, "coordinates", ulp)
    if view.cell_list(a) != view.cell_list(b):
        found.append("cells differ")
    for where in ("PointData", "CellData", "FieldData"):
        one, two = (getattr(d, f"Get{where}")() for d in (a, b))
        left, right = by_name(one), by_name(two)
        if [v.GetName() for v in left] != [v.GetName() for v in right]:
            found.append(f"{where}: arrays {[v.GetName() for v in right]}, not {[v.GetName() for v in left]}")
            continue
        for v, w in zip(left, right):
            found += view.compare_arrays(v, w, where, ulp)
        if where == "FieldData":
            continue
        for role in view.ROLES[:7]:
            v, w = (getattr(d, "Get" + role)() or (d.GetAbstractAttribute(6) if role == "PedigreeIds" else None)
                    for d in (one, two))
            if (v.GetName() if v else None) != (w.GetName() if w else None):
                found.append(f"{where}: active {role} is {w and w.GetName()}, not {v and v.GetName()}")
    return found


def unreadable(path):
    """Text with values that VTK before 9.4 cannot read, though it writes them: infinite and the very small."""
    if VERSION >= (9, 4):
        return False
    with open(path, "rb") as file:
        content = file.read()
    return b"\nASCII\n" in content[:300] and re.search(rb"\b(nan|inf)\b|[0-9]e-(30[89]|3[12][0-9]|39|4[0-9])\b", content) is not None


def nothing_there(dataset, encoding, said):
    """VTK warns of every text file without points, its own too."""
    return encoding == "ascii" and dataset.GetNumberOfPoints() == 0 and "No points read" in said


def check(path, expected=None):
    """Holds `info` and four conversions against VTK's view of the file; `expected`: what VTK cannot read itself."""
    checked[0] += 1
    dataset, said = (None, "not read: text that it cannot read") if unreadable(path) else read(path)
    done = run("info", path, "--json")
    if done.returncode:
        return fail(path, f"info: {done.returncode}: {done.stderr.strip()}")
    ours = json.loads(done.stdout)
    for key in ("pointData", "cellData", "fieldData"):
        ours[key].sort(key=lambda a: a["name"])
    if expected is not None:
        for line in view.differences(ours, expected):
            fail(path, f"info{line}")
    if "blanking" in path:
        # VTK takes cells at hidden points for empty ones.
        return
    if said and "L2_NORM" not in said:
        # This VTK cannot read it (9.3: infinite values in its own text); it must be readable here all the same.
        print(f"note {os.path.relpath(path, SCRATCH)}: VTK says {said[:160]!r}")
        dataset = None
    elif expected is None:
        for line in view.differences(ours, summary(dataset)):
            fail(path, f"info{line}")
    if run("validate", path).returncode:
        fail(path, "is not valid")
    for target, encoding in (("vtk", "ascii"), ("vtk", "appended"), ("vtu", "appended")):
        checked[0] += 1
        out = f"{path}.{encoding}.{target}"
        done = run("convert", path, "--out", out, "--encoding", encoding, "--quiet")
        what = f"to .{target} {encoding}"
        if done.returncode:
            fail(path, f"{what}: {done.returncode}: {done.stderr.strip()}")
            continue
        if unreadable(out):
            os.unlink(out)
            continue
        again, said = read(out)
        if said and not nothing_there(again, encoding, said):
            fail(path, f"{what}: VTK says {said[:300]}")
        if dataset is not None:
            for line in compare(dataset, again, encoding == "ascii", target == "vtk"):
                fail(path, f"{what}: {line}")
        os.unlink(out)


def check_own(name, dataset):
    """A data set through XML into legacy: what VTK reads of it must be the data set."""
    suffix = made.WRITERS[dataset.GetClassName()][0]
    source = os.path.join(SCRATCH, f"own-{name}.{suffix}")
    made.write(dataset, source)
    original, _ = view.read(source)
    for encoding in ("ascii", "appended"):
        checked[0] += 1
        out = f"{source}.{encoding}.vtk"
        done = run("convert", source, "--out", out, "--encoding", encoding)
        if done.returncode:
            fail(source, f"to .vtk {encoding}: {done.returncode}: {done.stderr.strip()}")
            continue
        if unreadable(out):
            continue
        again, said = read(out)
        if said and not nothing_there(again, encoding, said):
            fail(source, f"to .vtk {encoding}: VTK says {said[:300]}")
        for line in compare(original, again, encoding == "ascii", "turned" not in name):
            # A turned image becomes a structured grid.
            if not ("turned" in name and line == "cells differ"):
                fail(source, f"to .vtk {encoding}: {line}")


def attributes():
    """A data set with every keyword."""
    ug = made.grid([10, 10, 12, 5])
    n, m = ug.GetNumberOfPoints(), ug.GetNumberOfCells()
    rng = made.rng
    for data, count in ((ug.GetPointData(), n), (ug.GetCellData(), m)):
        colours = made.array("colours", rng.integers(0, 256, size=(count, 4)).astype(np.uint8))
        data.SetScalars(colours)
        data.SetVectors(made.array("flow", rng.normal(size=(count, 3))))
        data.SetNormals(made.array("normals \"n\"", rng.normal(size=(count, 3)).astype(np.float32)))
        data.SetTCoords(made.array("texture", rng.normal(size=(count, 2)).astype(np.float32)))
        data.SetTensors(made.array("stress", rng.normal(size=(count, 6 if count == m else 9))))
        data.SetGlobalIds(made.id_array("gids", count))
        data.SetPedigreeIds(made.array("pedigree", np.arange(count, dtype=np.int64)))
        data.AddArray(made.strings("texts", [["", "a b", "ü%41\"", "x\ny", "l" * 200][i % 5] for i in range(count)]))
        data.AddArray(made.strings("long texts", ["y" * (37 * i) + "ü" for i in range(count)]))
        data.AddArray(made.array("big", rng.integers(-2 ** 63, 2 ** 63 - 1, size=count)))
    made.fields(ug, 0.5)
    return ug


def refuse(path, may_pass):
    """Exit code 65 in one line that names the file, no output, little memory; `may_pass`: or a file that is legal."""
    checked[0] += 1
    out = path + ".out.vtu"
    for arguments in (["info", path, "--json"], ["convert", path, "--out", out]):
        start = time.time()
        child = subprocess.Popen([LFCONVERT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, errors = child.stdout.read(), child.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(child.pid, 0)
        code = child.returncode = os.waitstatus_to_exitcode(status)
        if usage.ru_maxrss > 512 << 10 or time.time() - start > 10:
            fail(path, f"{arguments[0]}: {usage.ru_maxrss >> 10} MB, {time.time() - start:.1f} s")
        lines = [l for l in errors.splitlines() if not l.startswith("warning")]
        if code == 0 and may_pass:
            continue
        if code != 65:
            fail(path, f"{arguments[0]}: exit code {code} {errors[:200]}")
        elif len(lines) != 1 or os.path.basename(path) not in lines[0] or said:
            fail(path, f"{arguments[0]}: says {errors[:200]!r}")
        elif os.path.exists(out):
            fail(path, f"{arguments[0]}: left an output")
    if os.path.exists(out):
        os.unlink(out)
    if code == 65 or may_pass:
        os.unlink(path)

NEWEST = vtk.vtkVersion.GetVTKMajorVersion() * 100 + vtk.vtkVersion.GetVTKMinorVersion() >= 905


def main():
    global LFCONVERT, SCRATCH
    LFCONVERT, SCRATCH = map(os.path.abspath, sys.argv[1:3])
    os.makedirs(SCRATCH, exist_ok=True)
    for i, (name, dataset) in enumerate(made.samples()):
        plain = name.startswith("cell_") or name == "several_blocks"
        for k, (text, version) in enumerate((t, v) for t in (True, False) for v in (42, 51)):
            if plain and k != i % 4:
                continue
            path = os.path.join(SCRATCH, f"{name}-{'text' if text else 'binary'}-{version}.vtk")
            if "turned" in name:
                continue
            write(dataset, path, text, version)
            listener.take()
            check(path)
        check_own(name, dataset)
    for text in (True, False):
        for version in (42, 51):
            path = os.path.join(SCRATCH, f"attributes-{'text' if text else 'binary'}-{version}.vtk")
            write(attributes(), path, text, version)
            listener.take()
            check(path)
    for path in [*by_hand(SCRATCH), *by_meshio(SCRATCH)]:
        check(path)
    # Damage has nothing to do with the version of VTK: the newest stands for all.
    for name, content, may_pass in damaged(SCRATCH, random.Random(5)) if NEWEST else []:
        path = os.path.join(SCRATCH, f"{name}.vtk")
        with open(path, "wb") as file:
            file.write(content)
        refuse(path, may_pass)
    print(f"{checked[0]} checks with VTK {vtk.vtkVersion.GetVTKVersion()}, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
