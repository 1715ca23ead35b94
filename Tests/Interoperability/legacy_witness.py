"""VTK as a witness of legacy .vtk: usage: legacy_witness.py LFCONVERT SCRATCH

Writes files of every kind of data set with VTK (text and binary, versions 4.2 and 5.1), with meshio and by hand;
`info` must say what VTK says of each, and what `convert` writes must be the same to VTK, bit for bit. Then damages
them: every one must be refused in one line. Exit code 0 when all agree. Modules beyond vtk and numpy are optional.
"""
import json, os, random, resource, struct, subprocess, sys, time
import numpy as np
import vtk
import vtkxml_witness as xml
from vtkxml_witness import LFCONVERT, SCRATCH, VERSION, failures, fail, listener

checked = [0]


def run(*arguments):
    # VTK 9.3 changes the locale as it reads.
    return subprocess.run([LFCONVERT, *arguments], capture_output=True, encoding="utf-8", timeout=120)


LEGACY = {"vtkUnstructuredGrid": "UnstructuredGrid", "vtkPolyData": "PolyData", "vtkImageData": "StructuredPoints",
          "vtkStructuredPoints": "StructuredPoints", "vtkRectilinearGrid": "RectilinearGrid",
          "vtkStructuredGrid": "StructuredGrid"}


def write(dataset, path, text, version):
    if text:
        # VTK rounds the largest double up, to what it then cannot read.
        for data in (dataset.GetPointData(), dataset.GetCellData()):
            a = data.GetAbstractArray("float64")
            if a and a.GetNumberOfValues():
                v = xml.values(a)
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
        return xml.read(path)
    reader = vtk.vtkDataSetReader()
    reader.SetFileName(path)
    for what in ("Scalars", "Vectors", "Normals", "Tensors", "ColorScalars", "TCoords", "Fields"):
        getattr(reader, f"ReadAll{what}On")()
    reader.Update()
    return reader.GetOutput(), listener.take()


def by_name(data):
    return sorted(xml.arrays(data), key=lambda a: a.GetName() or "")


def summary(dataset):
    found = xml.summary(dataset)
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
    x, y = xml.point_values(a), xml.point_values(b)
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
            found += xml.compare_arrays(one, two, "coordinates", ulp)
    if xml.cell_list(a) != xml.cell_list(b):
        found.append("cells differ")
    for where in ("PointData", "CellData", "FieldData"):
        one, two = (getattr(d, f"Get{where}")() for d in (a, b))
        left, right = by_name(one), by_name(two)
        if [v.GetName() for v in left] != [v.GetName() for v in right]:
            found.append(f"{where}: arrays {[v.GetName() for v in right]}, not {[v.GetName() for v in left]}")
            continue
        for v, w in zip(left, right):
            found += xml.compare_arrays(v, w, where, ulp)
        if where == "FieldData":
            continue
        for role in xml.ROLES[:7]:
            v, w = (getattr(d, "Get" + role)() or (d.GetAbstractAttribute(6) if role == "PedigreeIds" else None)
                    for d in (one, two))
            if (v.GetName() if v else None) != (w.GetName() if w else None):
                found.append(f"{where}: active {role} is {w and w.GetName()}, not {v and v.GetName()}")
    return found


def nothing_there(dataset, encoding, said):
    """VTK warns of every text file without points, its own too."""
    return encoding == "ascii" and dataset.GetNumberOfPoints() == 0 and "No points read" in said


def check(path, expected=None):
    """Holds `info` and four conversions against VTK's view of the file; `expected`: what VTK cannot read itself."""
    checked[0] += 1
    dataset, said = read(path)
    done = run("info", path, "--json")
    if done.returncode:
        return fail(path, f"info: {done.returncode}: {done.stderr.strip()}")
    ours = json.loads(done.stdout)
    for key in ("pointData", "cellData", "fieldData"):
        ours[key].sort(key=lambda a: a["name"])
    if expected is not None:
        for line in xml.differences(ours, expected):
            fail(path, f"info{line}")
    if "blanking" in path:
        # VTK takes cells at hidden points for empty ones.
        return
    if said and "L2_NORM" not in said:
        # This VTK cannot read it (9.3: infinite values in its own text); it must be readable here all the same.
        print(f"note {os.path.relpath(path, SCRATCH)}: VTK says {said[:160]!r}")
        dataset = None
    elif expected is None:
        for line in xml.differences(ours, summary(dataset)):
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
        again, said = read(out)
        infinite = encoding == "ascii" and VERSION < (9, 4) and any(w in open(out, "rb").read() for w in (b"nan", b"inf"))
        if infinite:
            # VTK 9.3 cannot read infinite values in text, its own neither: the binary form is held against it.
            os.unlink(out)
            continue
        if said and not nothing_there(again, encoding, said):
            fail(path, f"{what}: VTK says {said[:300]}")
        if dataset is not None:
            for line in compare(dataset, again, encoding == "ascii", target == "vtk"):
                fail(path, f"{what}: {line}")
        os.unlink(out)


def check_own(name, dataset):
    """A data set through XML into legacy: what VTK reads of it must be the data set."""
    suffix = xml.WRITERS[dataset.GetClassName()][0]
    source = os.path.join(SCRATCH, f"own-{name}.{suffix}")
    xml.write(dataset, source)
    original, _ = xml.read(source)
    for encoding in ("ascii", "appended"):
        checked[0] += 1
        out = f"{source}.{encoding}.vtk"
        done = run("convert", source, "--out", out, "--encoding", encoding)
        if done.returncode:
            fail(source, f"to .vtk {encoding}: {done.returncode}: {done.stderr.strip()}")
            continue
        again, said = read(out)
        if encoding == "ascii" and VERSION < (9, 4) and any(w in open(out, "rb").read() for w in (b"nan", b"inf")):
            continue
        if said and not nothing_there(again, encoding, said):
            fail(source, f"to .vtk {encoding}: VTK says {said[:300]}")
        for line in compare(original, again, encoding == "ascii", "turned" not in name):
            # A turned image becomes a structured grid.
            if not ("turned" in name and line == "cells differ"):
                fail(source, f"to .vtk {encoding}: {line}")


# ---------------------------------------------------------------- by hand
def attributes(text):
    """A data set with every keyword."""
    ug = xml.grid([10, 10, 12, 42 if False else 5])
    n, m = ug.GetNumberOfPoints(), ug.GetNumberOfCells()
    rng = xml.rng
    for data, count in ((ug.GetPointData(), n), (ug.GetCellData(), m)):
        colours = xml.array("colours %", rng.integers(0, 256, size=(count, 4)).astype(np.uint8))
        data.SetScalars(colours)
        data.SetVectors(xml.array("flow", rng.normal(size=(count, 3))))
        data.SetNormals(xml.array("normals \"n\"", rng.normal(size=(count, 3)).astype(np.float32)))
        data.SetTCoords(xml.array("texture", rng.normal(size=(count, 2)).astype(np.float32)))
        data.SetTensors(xml.array("stress", rng.normal(size=(count, 6 if count == m else 9))))
        data.SetGlobalIds(xml.id_array("gids", count))
        data.SetPedigreeIds(xml.array("pedigree", np.arange(count, dtype=np.int64)))
        data.AddArray(xml.strings("texts", [["", "a b", "ü%41\"", "x\ny", "l" * 200][i % 5] for i in range(count)]))
        data.AddArray(xml.strings("long texts", ["y" * (37 * i) + "ü" for i in range(count)]))
        data.AddArray(xml.array("big", rng.integers(-2 ** 63, 2 ** 63 - 1, size=count)))
    xml.fields(ug, 0.5)
    return ug


TRIANGLE = "POINTS 3 float\n0 0 0 1 0 0 0 1 0\n"
HAND = {
    "comments": "# vtk DataFile Version 3.0\r\ntitle\r\nascii\r\n\r\n# a comment\r\nDataset  PolyData\r\npoints 3 Float\r\n"
                "0 0 0   1 0 0\r\n\r\n\t0 1 0\r\nPolygons 1 4\r\n3 0 1 2\r\nPoint_Data 3\r\nScalars u double\r\n"
                "Lookup_Table default\r\n1 2\r\n3\r\n",
    "no_lookup": "# vtk DataFile Version 2.0\nt\nASCII\nDATASET POLYDATA\n" + TRIANGLE +
                 "POLYGONS 1 4\n3 0 1 2\nPOINT_DATA 3\nSCALARS u float\n1 2 3\nSCALARS v int 2\n1 2 3 4 5 6\n",
    "lookup": "# vtk DataFile Version 2.0\nt\nASCII\nDATASET POLYDATA\n" + TRIANGLE +
              "VERTICES 3 6\n1 0 1 1 1 2\nPOINT_DATA 3\nSCALARS u unsigned_char 1\nLOOKUP_TABLE t\n1 2 3\n"
              "LOOKUP_TABLE t 2\n0 0 0 1\n1 0.5 0.25 1\nVECTORS v int\n1 2 3 4 5 6 7 8 9\nSCALARS w bit\nLOOKUP_TABLE default\n1 0 1",
    "aspect": "# vtk DataFile Version 1.0\nt\nASCII\nDATASET STRUCTURED_POINTS\nDIMENSIONS 3 2 1\nORIGIN 1 2 3\n"
              "ASPECT_RATIO 0.5 1 2\nPOINT_DATA 6\nSCALARS u float\nLOOKUP_TABLE default\n1 2 3 4 5 6\nCELL_DATA 2\n"
              "COLOR_SCALARS c 3\n0 0.5 1 .25 .75 1\n",
    "blanking": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET STRUCTURED_GRID\nDIMENSIONS 2 2 1\nBLANKING 4 unsigned_char\n"
                "1 0 1 1\nPOINTS 4 double\n0 0 0 1 0 0 0 1 0 1 1 0\n",
    "ghost_levels": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET POLYDATA\n" + TRIANGLE + "POLYGONS 1 4\n3 0 1 2\n"
                    "CELL_DATA 1\nFIELD f 1\nvtkGhostLevels 1 1 unsigned_char\n2\n",
    "cycle": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET RECTILINEAR_GRID\nFIELD FieldData 2\nTIME 1 1 double\n0.25\n"
             "CYCLE 1 1 int\n7\nDIMENSIONS 2 3 1\nX_COORDINATES 2 float\n0 1\nY_COORDINATES 3 double\n0 1 4\n"
             "Z_COORDINATES 1 int\n5\nPOINT_DATA 6\nTENSORS t float\n" + "1 " * 54 + "\nCELL_DATA 2\nNORMALS n float\n1 2 3 4 5 6\n",
    "types_first": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET UNSTRUCTURED_GRID\nCELL_TYPES 2\n5\n3\nCELLS 2 7\n3 0 1 2\n2 0 1\n"
                   + TRIANGLE + "CELL_DATA 2\nSCALARS a vtkIdType\nLOOKUP_TABLE default\n-5 6\nFIELD FieldData 2\n"
                   "NULL_ARRAY\nlong%20name 1 2 long\n-9223372036854775808 9223372036854775807\n",
    "numbers": "# vtk DataFile Version 4.2\nt\nASCII\nDATASET POLYDATA\nPOINTS 3 double\n1e-320 -1E+300 +3 .5 5. -0 1e5 2 3\n"
               "VERTICES 1 4\n3 0 1 2\n",
    "offsets_int": "# vtk DataFile Version 5.1\nt\nASCII\nDATASET UNSTRUCTURED_GRID\n" + TRIANGLE +
                   "CELLS 2 3\nOFFSETS int\n0 3\nCONNECTIVITY vtkIdType\n0 1 2\nCELL_TYPES 1\n5\n",
    "empty_field": "# vtk DataFile Version 4.2\nt\nASCII\nDATASET POLYDATA\nFIELD FieldData 3\na 1 0 int\nb 3 0 string\nc 1 2 string\nx\n\n"
                   + TRIANGLE,
}


def binary_by_hand():
    """Big-endian files with what VTK's writer does not make."""
    f = lambda kind, *v: struct.pack(">%d%s" % (len(v), kind), *v)
    head = b"# vtk DataFile Version 3.0\nt\nBINARY\nDATASET "
    three = b"POINTS 3 float\n" + f("f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
    yield "no_line_ends", head + b"POLYDATA\n" + three + b"POLYGONS 1 4\n" + f("i", 3, 0, 1, 2) + b"POINT_DATA 3\nSCALARS u short\nLOOKUP_TABLE default\n" + f("h", -1, 2, 300)
    yield "crlf", head.replace(b"\n", b"\r\n") + b"POLYDATA\r\nPOINTS 3 float\r\n" + f("f", 0, 0, 0, 1, 0, 0, 0, 1, 0) + b"\r\nVERTICES 1 2\r\n" + f("i", 1, 2) + b"\r\n"
    yield "colours", head + b"POLYDATA\n" + three + b"\nPOINT_DATA 3\nCOLOR_SCALARS c 2\n" + bytes([0, 10, 35, 13, 255, 32]) + b"\nLOOKUP_TABLE t 2\n" + bytes(8) + b"\nFIELD f 1\nbits 3 3 bit\n" + bytes([0b10110010, 0b10000000]) + b"\n"


def by_hand():
    for name, text in HAND.items():
        path = os.path.join(SCRATCH, f"hand-{name}.vtk")
        with open(path, "w", newline="") as out:
            out.write(text)
        yield path
    for name, content in binary_by_hand():
        path = os.path.join(SCRATCH, f"hand-{name}.vtk")
        with open(path, "wb") as out:
            out.write(content)
        yield path


def by_meshio():
    try:
        import meshio
    except ImportError:
        return
    rng = np.random.default_rng(3)
    points = rng.normal(size=(12, 3))
    mesh = meshio.Mesh(
        points, [("tetra", rng.permutation(12)[:8].reshape(2, 4)), ("triangle", np.array([[0, 1, 2]])), ("line", np.array([[3, 4]]))],
        point_data={"u": rng.normal(size=12), "v": rng.normal(size=(12, 3)).astype(np.float32), "n": np.arange(12)},
        cell_data={"region": [np.array([1, 2]), np.array([3]), np.array([4])], "f": [np.ones((2, 3)), np.ones((1, 3)), np.ones((1, 3))]})
    for kind in ("vtk", "vtk42", "vtk51"):
        for binary in (True, False):
            path = os.path.join(SCRATCH, f"meshio-{kind}-{binary}.vtk")
            try:
                meshio.write(path, mesh, file_format=kind, binary=binary)
            except Exception as error:
                print("note meshio", kind, binary, error)
                continue
            yield path


# ---------------------------------------------------------------- damage
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


def damaged(rng):
    """Name, content, and whether it may still be a legal file."""
    sources = [p for p in sorted(os.listdir(SCRATCH)) if p.startswith(("attributes-", "polyhedra-", "rect_3d-", "poly_vlps-")) and p.endswith(".vtk")]
    for name in sources:
        with open(os.path.join(SCRATCH, name), "rb") as file:
            content = file.read()
        stem = name[:-4]
        text = b"\nASCII\n" in content[:200]
        for i in range(14):
            end = rng.randrange(1, len(content) - 1)
            # A cut between two blocks, or inside the last number, leaves a legal file.
            yield f"{stem}-cut{i}", content[:end], True
        marks = [b"POINTS ", b"CELLS ", b"POINT_DATA ", b"CELL_DATA ", b"CELL_TYPES ", b"FIELD FieldData ", b"POLYGONS ", b"X_COORDINATES ", b"OFFSETS "]
        for mark in marks:
            at = content.find(b"\n" + mark)
            if at < 0:
                continue
            at += 1 + len(mark)
            end = content.index(b"\n", at)
            words = content[at:end].split()
            for k, word in enumerate(words):
                for new in (b"4000000000", b"9223372036854775807", b"99999999999999999999", b"-1", b"zzz", b"1e3", b"0"):
                    if word != new:
                        line = b" ".join(words[:k] + [new] + words[k + 1:])
                        yield f"{stem}-{mark.decode().split()[0]}{k}{new.decode()[:6]}", content[:at] + line + content[end:], False
            yield f"{stem}-cut-{mark.decode().split()[0]}", content[:at + 1], False
        for i in range(20):
            at = rng.randrange(len(content))
            yield f"{stem}-flip{i}", content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1:], True
        for i in range(6):
            at = rng.randrange(len(content))
            yield f"{stem}-gone{i}", content[:at] + content[at + rng.randrange(1, 40):], True
        yield f"{stem}-garbage", content + b"garbage behind the end\n", False
        yield f"{stem}-zeros", content + bytes(64), False
        yield f"{stem}-twice", content + content[content.index(b"DATASET"):], False
        if text:
            lines = content.split(b"\n")
            for i in range(6):
                yield f"{stem}-line{i}", b"\n".join(lines[:(k := rng.randrange(3, len(lines) - 2))] + lines[k + 1:]), True
    head = b"# vtk DataFile Version 3.0\nt\nASCII\n"
    grid = head + b"DATASET UNSTRUCTURED_GRID\n" + TRIANGLE.encode()
    hostile = {
        "range": grid + b"CELLS 1 4\n3 0 1 3\nCELL_TYPES 1\n5\n", "negative": grid + b"CELLS 1 4\n3 0 1 -1\nCELL_TYPES 1\n5\n",
        "count": grid + b"CELLS 1 4\n4 0 1 2\nCELL_TYPES 1\n5\n", "short": grid + b"CELLS 1 4\n2 0 1 2\nCELL_TYPES 1\n3\n",
        "minus": grid + b"CELLS 1 4\n-3 0 1 2\nCELL_TYPES 1\n5\n", "type": grid + b"CELLS 1 4\n3 0 1 2\nCELL_TYPES 1\n99\n",
        "type300": grid + b"CELLS 1 4\n3 0 1 2\nCELL_TYPES 1\n300\n", "points": grid + b"CELLS 1 4\n3 0 1 2\nCELL_TYPES 1\n10\n",
        "no_types": grid + b"CELLS 1 4\n3 0 1 2\n", "no_cells": grid + b"CELL_TYPES 1\n5\n",
        "float": grid + b"CELLS 1 4\n3 0 1 2.5\nCELL_TYPES 1\n5\n",
        "faces": grid + b"CELLS 1 6\n5 1 3 0 1 9\nCELL_TYPES 1\n42\n", "faces2": grid + b"CELLS 1 6\n5 9999 3 0 1 2\nCELL_TYPES 1\n42\n",
        "faces3": grid + b"CELLS 1 2\n1 0\nCELL_TYPES 1\n42\n", "faces4": grid + b"CELLS 1 1\n0\nCELL_TYPES 1\n42\n",
        "offsets": grid.replace(b"3.0", b"5.1") + b"CELLS 3 4\nOFFSETS int\n0 3 2\nCONNECTIVITY int\n0 1 2 0\nCELL_TYPES 2\n5 3\n",
        "offsets1": grid.replace(b"3.0", b"5.1") + b"CELLS 2 3\nOFFSETS int\n1 3\nCONNECTIVITY int\n0 1 2\nCELL_TYPES 1\n5\n",
        "offsets_float": grid.replace(b"3.0", b"5.1") + b"CELLS 2 3\nOFFSETS float\n0 3\nCONNECTIVITY int\n0 1 2\nCELL_TYPES 1\n5\n",
        "table": head + b"DATASET TABLE\nROW_DATA 1\n", "graph": head + b"DATASET DIRECTED_GRAPH\n", "field": head + b"FIELD f 1\na 1 1 float\n1\n",
        "unknown": head + b"DATASET NONSENSE\n", "no_dataset": head + b"POINT_DATA 1\n", "header": head[:30], "only": b"# vtk DataFile Version 3.0\n",
        "binary?": head.replace(b"ASCII", b"BINRY") + b"DATASET POLYDATA\n", "version": head.replace(b"3.0", b"x.y") + b"DATASET POLYDATA\n",
        "huge_dims": head + b"DATASET STRUCTURED_POINTS\nDIMENSIONS 2000000000 2000000000 2000000000\n",
        "dims": head + b"DATASET STRUCTURED_GRID\nDIMENSIONS 2 2 2\nPOINTS 4 float\n0 0 0 1 0 0 0 1 0 1 1 0\n",
        "minus_dims": head + b"DATASET STRUCTURED_GRID\nDIMENSIONS -2 2 2\nPOINTS 0 float\n",
        "extent": head + b"DATASET STRUCTURED_POINTS\nEXTENT -2147483648 2147483647 0 1 0 1\n" + b"POINT_DATA 5\n",
        "coords": head + b"DATASET RECTILINEAR_GRID\nDIMENSIONS 2 1 1\nX_COORDINATES 1 float\n0\nY_COORDINATES 1 float\n0\nZ_COORDINATES 1 float\n0\n",
        "variant": head + b"DATASET POLYDATA\nFIELD f 1\na 1 1 variant\n11 5\n" + TRIANGLE.encode(),
        "int8": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nSCALARS a char\nLOOKUP_TABLE default\n1 2 200\n",
        "tuples": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nFIELD f 1\na 1 2 int\n1 2\n",
        "arrays": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nFIELD f 999999999\na 1 3 int\n1 2 3\n",
        "utf8": head + b"DATASET POLYDATA\nFIELD f 1\na%FF 1 1 int\n1\n" + TRIANGLE.encode(),
        "colours": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nCOLOR_SCALARS a 1\n0 1 2\n",
        "components": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nSCALARS a int 0\nLOOKUP_TABLE default\n",
        "string_length": head.replace(b"ASCII", b"BINARY") + b"DATASET POLYDATA\nFIELD f 1\na 1 1 string\n\0\xff\xff\xff\xff\xff\xff\xff\nPOINTS 0 float\n",
        "strings": head.replace(b"ASCII", b"BINARY") + b"DATASET POLYDATA\nFIELD f 1\na 1000000 1000000 string\n\xc1",
        "metadata": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"METADATA\nCOMPONENT_NAMES\na\n",
        "information": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"METADATA\nINFORMATION 999999999\nNAME a LOCATION b\nDATA 1\n\n",
        "twice": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() * 2, "nothing": head + b"DATASET POLYDATA\n",
    }
    for name, content in hostile.items():
        yield f"hostile-{name}", content, False
    yield "hostile-long", head + b"DATASET POLYDATA\n" + b"x" * 20_000_000, False
    yield "hostile-names", head + b"DATASET POLYDATA\nFIELD f 1\n" + b"%41" * 3_000_000, False
    yield "hostile-blanks", head + b"\n" * 20_000_000, False


def main():
    for i, (name, dataset) in enumerate(xml.samples()):
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
            write(attributes(text), path, text, version)
            listener.take()
            check(path)
    for path in [*by_hand(), *by_meshio()]:
        check(path)
    for name, content, may_pass in damaged(random.Random(5)):
        path = os.path.join(SCRATCH, f"{name}.vtk")
        with open(path, "wb") as file:
            file.write(content)
        refuse(path, may_pass)
    print(f"{checked[0]} checks with VTK {vtk.vtkVersion.GetVTKVersion()}, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
