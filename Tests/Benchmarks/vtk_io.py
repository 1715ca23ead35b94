#!/usr/bin/env python3
"""Reading and writing a mesh of a million tetrahedra: lfconvert beside VTK, in every encoding.

See README.md in this folder for what is compared. Needs Python with vtk and numpy.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.abspath(__file__)
XML_LAYOUTS = [("ascii", "none")] + [
    (encoding, compression)
    for encoding in ("base64", "appended", "raw")
    for compression in ("none", "zlib", "lz4", "lzma")
]
LEGACY_LAYOUTS = [("legacy-ascii", "none"), ("legacy-binary", "none")]


# ---- Roles of the VTK processes. Each is a process of its own, so that its memory is its own. ----------------


def make_mesh(cubes):
    """Kuhn cubes, six tetrahedra each, inner points moved a little; smooth fields with some noise."""
    import numpy as np
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonCore import vtkPoints
    from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkUnstructuredGrid

    nx, ny, nz = cubes - 1, cubes, cubes
    random = np.random.default_rng(7)
    z, y, x = np.meshgrid(np.arange(nz + 1), np.arange(ny + 1), np.arange(nx + 1), indexing="ij")
    points = np.stack([x, y, z], -1).reshape(-1, 3) * 1.7 - 40.0
    points = (points + random.uniform(-0.3, 0.3, points.shape)).astype(np.float32)
    origin = (z[:-1, :-1, :-1] * (ny + 1) + y[:-1, :-1, :-1]) * (nx + 1) + x[:-1, :-1, :-1]
    step = np.array([1, nx + 1, (nx + 1) * (ny + 1)])
    tetrahedra = []
    for first, second, third in ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (2, 1, 0), (1, 0, 2)):
        a = origin.reshape(-1)
        b = a + step[first]
        c = b + step[second]
        tetrahedra.append(np.stack([a, b, c, c + step[third]], -1))
    cells = np.stack(tetrahedra, 1).reshape(-1, 4).astype(np.int64)

    centres = points[cells].mean(1)
    angle = centres[:, 2] / 30 + np.arctan2(centres[:, 1], centres[:, 0])
    fibres = np.stack([np.cos(angle), np.sin(angle), np.sin(centres[:, 0] / 25)], -1)
    fibres /= np.linalg.norm(fibres, axis=1, keepdims=True)
    potential = np.exp(-((points.astype(np.float64) - 5) ** 2).sum(1) / 900) * 87.5 - 80
    gradient = (points - 5) / 30 * np.exp(-((points - 5) ** 2).sum(1) / 900)[:, None]
    region = (np.linalg.norm(centres, axis=1) // 12).astype(np.int32)

    def array(values, name):
        converted = numpy_to_vtk(np.ascontiguousarray(values), deep=1)
        converted.SetName(name)
        return converted

    grid = vtkUnstructuredGrid()
    holder = vtkPoints()
    holder.SetData(array(points, "Points"))
    grid.SetPoints(holder)
    topology = vtkCellArray()
    topology.SetData(
        array(np.arange(0, cells.size + 1, 4, dtype=np.int64), ""), array(cells.reshape(-1), ""))
    grid.SetCells(10, topology)
    grid.GetPointData().AddArray(array(potential, "potential"))
    grid.GetPointData().AddArray(array(gradient.astype(np.float32), "gradient"))
    grid.GetCellData().AddArray(array(region, "region"))
    grid.GetCellData().AddArray(array(fibres.astype(np.float32), "fibre"))
    return grid


def reader_of(path):
    if path.endswith(".vtk"):
        from vtkmodules.vtkIOLegacy import vtkUnstructuredGridReader as Reader
    else:
        from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader as Reader
    reader = Reader()
    reader.SetFileName(path)
    return reader


def writer_of(path, encoding, compression):
    if encoding.startswith("legacy"):
        from vtkmodules.vtkIOLegacy import vtkUnstructuredGridWriter

        writer = vtkUnstructuredGridWriter()
        if encoding == "legacy-ascii":
            writer.SetFileTypeToASCII()
        else:
            writer.SetFileTypeToBinary()
    else:
        from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

        writer = vtkXMLUnstructuredGridWriter()
        if encoding == "ascii":
            writer.SetDataModeToAscii()
        elif encoding == "base64":
            writer.SetDataModeToBinary()
        else:
            writer.SetDataModeToAppended()
            writer.SetEncodeAppendedData(1 if encoding == "appended" else 0)
        {
            "none": writer.SetCompressorTypeToNone,
            "zlib": writer.SetCompressorTypeToZLib,
            "lz4": writer.SetCompressorTypeToLZ4,
            "lzma": writer.SetCompressorTypeToLZMA,
        }[compression]()
    writer.SetFileName(path)
    return writer


def role_make(folder, cubes):
    grid = make_mesh(int(cubes))
    for encoding, compression in XML_LAYOUTS + LEGACY_LAYOUTS:
        path = file_of(folder, encoding, compression)
        writer = writer_of(path, encoding, compression)
        writer.SetInputData(grid)
        assert writer.Write() == 1
    print(json.dumps({"points": grid.GetNumberOfPoints(), "cells": grid.GetNumberOfCells()}))


def role_start():
    """Nothing but the start of Python and of VTK's reader: what a whole VTK process costs beside its work."""
    reader_of("none.vtu")
    print("{}")


def role_read(path):
    reader = reader_of(path)
    cpu, wall = time.process_time(), time.perf_counter()
    reader.Update()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert reader.GetOutput().GetNumberOfCells() > 0
    print(json.dumps({"cpu": cpu, "wall": wall}))


def role_write(source, path, encoding, compression):
    reader = reader_of(source)
    writer = writer_of(path, encoding, compression)
    cpu, wall = time.process_time(), time.perf_counter()
    reader.Update()
    writer.SetInputData(reader.GetOutput())
    assert writer.Write() == 1
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"cpu": cpu, "wall": wall}))


# ---- The measuring process, which imports neither numpy nor VTK: a child's peak memory starts at its parent's. --


def file_of(folder, encoding, compression, stem="vtk"):
    suffix = "vtk" if encoding.startswith("legacy") else "vtu"
    return os.path.join(folder, f"{stem}-{encoding}-{compression}.{suffix}")


def run(command):
    """Runs a process; returns what it printed and its whole CPU, wall time and peak memory."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output = process.stdout.read()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {errors.decode().strip()}")
    return output, {
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "memory": usage.ru_maxrss / 1024,
    }


def vtk(*role):
    output, whole = run([sys.executable, HERE, "--role", *role])
    inner = json.loads(output)
    return {
        "cpu": inner.get("cpu", 0),
        "wall": inner.get("wall", 0),
        "whole_cpu": whole["cpu"],
        "memory": whole["memory"],
    }


def median_of(samples):
    return {key: statistics.median(sample[key] for sample in samples) for key in samples[0]}


def measure(ours, theirs, repeats, patience):
    """Alternates the two, so that what else the machine does meets both; slow rows repeat less often."""
    mine, vtks = [], []
    begun = time.perf_counter()
    for _ in range(repeats):
        mine.append(run(ours)[1])
        vtks.append(vtk(*theirs))
        if time.perf_counter() - begun > patience:
            break
    return median_of(mine), median_of(vtks)


def dominated(encoding, compression):
    """Whether text or compression is most of the work: there twice VTK's speed is asked for."""
    return "ascii" in encoding or compression in ("zlib", "lzma")


def report(title, rows, start):
    """The ratios of CPU and wall are of the work alone: without lfconvert's start, and VTK's calls without VTK's."""
    print(f"\n{title}")
    print(
        f"{'encoding':<14}{'compr.':<7}| {'CPU s':>6} {'work':>6} {'VTK':>6} {'ratio':>6} | {'wall s':>6} {'VTK':>6}"
        f" {'ratio':>6} | {'peak MB':>7} {'VTK':>5} {'ratio':>6} | {'file MB':>7} {'VTK':>6} |")
    failures = 0
    for (encoding, compression), mine, theirs, sizes in rows:
        work = max(mine["cpu"] - start["cpu"], 0)
        ratios = {
            "cpu": work / theirs["cpu"],
            "wall": max(mine["wall"] - start["wall"], 0) / theirs["wall"],
            "memory": mine["memory"] / theirs["memory"],
        }
        misses = []
        if ratios["cpu"] > 1:
            misses.append("CPU")
        if dominated(encoding, compression) and min(ratios["cpu"], ratios["wall"]) > 0.5:
            misses.append("speed")
        if ratios["memory"] > 1.5:
            misses.append("memory")
        failures += len(misses)
        print(
            f"{encoding:<14}{compression:<7}| {mine['cpu']:6.3f} {work:6.3f} {theirs['cpu']:6.3f}"
            f" {ratios['cpu']:6.2f} | {mine['wall']:6.3f} {theirs['wall']:6.3f} {ratios['wall']:6.2f} |"
            f" {mine['memory']:7.0f} {theirs['memory']:5.0f} {ratios['memory']:6.2f} |"
            f" {sizes[0] / 1e6:7.1f} {sizes[1] / 1e6:6.1f} | {', '.join(misses) or 'ok'}", flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lfconvert", default=".build/release/lfconvert", help="the binary (a release build)")
    parser.add_argument("--cubes", type=int, default=56, help="cubes an edge; 56 makes 1.03 million tetrahedra")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--patience", type=float, default=30, help="seconds after which a row repeats no more")
    parser.add_argument("--only", default="", help="only rows whose name, as in read-raw-zlib, contains this")
    parser.add_argument("--folder", help="keep the files here (default: a temporary folder)")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a ratio is worse than asked for")
    parser.add_argument("--role", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.role:
        name, *rest = arguments.role
        return {"make": role_make, "start": role_start, "read": role_read, "write": role_write}[name](*rest)
    if not os.access(arguments.lfconvert, os.X_OK):
        sys.exit(f"{arguments.lfconvert}: no such binary; run swift build -c release")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or temporary
        os.makedirs(folder, exist_ok=True)
        return benchmark(arguments, folder)


def benchmark(arguments, folder):
    tool = os.path.abspath(arguments.lfconvert)
    marker = os.path.join(folder, f"made-{arguments.cubes}")
    if not os.path.exists(marker):
        output, _ = run([sys.executable, HERE, "--role", "make", folder, str(arguments.cubes)])
        with open(marker, "wb") as file:
            file.write(output)
    with open(marker) as file:
        mesh = json.load(file)
    start = median_of([vtk("start") for _ in range(3)])
    version = median_of([run([tool, "--version"])[1] for _ in range(3)])
    print(
        f"{mesh['cells']} tetrahedra, {mesh['points']} points. Start of lfconvert: {version['cpu']:.3f} s CPU; of Python"
        f" with VTK: {start['whole_cpu']:.3f} s CPU, {start['memory']:.0f} MB.\nCPU s: lfconvert's whole process;"
        " work: without its start; VTK: its calls alone, without its start. Ratios of CPU and\nwall compare work"
        " with VTK's calls; peak memory is of whole processes.")

    layouts = XML_LAYOUTS + [
        layout for layout in LEGACY_LAYOUTS if reads(tool, file_of(folder, *layout))
    ]
    source = file_of(folder, "raw", "none")
    failures = 0
    for action in ("read", "write"):
        rows = []
        for encoding, compression in layouts:
            if arguments.only not in f"{action}-{encoding}-{compression}":
                continue
            theirs = file_of(folder, encoding, compression)
            ours = file_of(folder, encoding, compression, "ours")
            if action == "read":
                command = [tool, "info", theirs]
                role = ["read", theirs]
                sizes = (os.path.getsize(theirs), os.path.getsize(theirs))
            else:
                kind = encoding.removeprefix("legacy-").replace("binary", "raw")
                command = [
                    tool, "convert", source, "--out", ours, "--encoding", kind, "--compression", compression,
                    "--quiet",
                ]
                written = file_of(folder, encoding, compression, "again")
                role = ["write", source, written, encoding, compression]
                sizes = None
            mine, vtks = measure(command, role, arguments.repeats, arguments.patience)
            if sizes is None:
                sizes = (os.path.getsize(ours), os.path.getsize(written))
                os.remove(ours)
                os.remove(written)
            rows.append(((encoding, compression), mine, vtks, sizes))
        if rows:
            title = {
                "read": "Reading: lfconvert info (with its checks and statistics) beside vtk…Reader.Update()",
                "write": "Writing from a raw file: lfconvert convert beside vtk…Reader.Update() and vtk…Writer.Write()",
            }[action]
            failures += report(title, rows, version)
    print(f"\n{failures} of the ratios asked for are missed" if failures else "\nall ratios are as asked for")
    return 1 if failures and arguments.gate else 0


def reads(tool, path):
    try:
        run([tool, "info", path])
        return True
    except RuntimeError:
        return False


if __name__ == "__main__":
    sys.exit(main())
