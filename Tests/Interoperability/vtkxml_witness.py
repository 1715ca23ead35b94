"""VTK as a witness of VTK XML: usage: vtkxml_witness.py LFCONVERT SCRATCH

Writes a collection of files with VTK, meshio, uvw, pyevtk and by hand in the manner of other writers; `info` must
say what VTK says of each, and what `convert` writes must be the same to VTK, bit for bit. Exit code 0 when all agree.
Modules beyond vtk and numpy are optional.
"""
import json
import os
import subprocess
import sys

import vtk

import vtkxml_foreign
from vtkxml_samples import COMPRESSORS, MODES, WRITERS, fill, samples, write
from vtkxml_view import compare, differences, listener, read, summary

LFCONVERT, SCRATCH = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.makedirs(SCRATCH, exist_ok=True)
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
            if vtk.vtkVersion.GetVTKMajorVersion() * 100 + vtk.vtkVersion.GetVTKMinorVersion() < 905:
                # Older readers of parallel files overrun bits, mix up texts and forget the names of components.
                for data in (dataset.GetPointData(), dataset.GetCellData()):
                    for array in ("bits", "texts", "with names"):
                        data.RemoveArray(array)
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
