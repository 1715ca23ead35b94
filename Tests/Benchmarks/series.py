#!/usr/bin/env python3
"""An ECG from a series of transmembrane voltages: `lfconvert ecg` beside VTK, and beside reading alone.

  Tests/Benchmarks/series.py [--steps 500] [--nodes 100000] [--bin .build/release] [--runs 3] [--folder F] [--gate]

Needs: pip install vtk numpy. Build first: swift build -c release. The heart is `lftrain heart`'s, ten electrodes, V_m of
the beat that `lfconvert ecg` computes, one file a step. The series is written by VTK with zlib and base64, without
compression (raw, appended), and as openCARP's .igb; each is

- read: all bytes from the files into memory and nothing done with them, the speed at which they can be read at all;
- read by VTK: its reader's Update() for each file, which decodes every array, once;
- read and integrated by lfconvert: the whole process, lead field, quadrature and the written ECG included.

Both the first and the last from the disk, the files out of the system's cache before each run, and from that cache, where
reading is no more than copying memory; VTK from the cache. Medians of all runs, which take turns, in wall time; peak
memory is the process's.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader, vtkXMLUnstructuredGridWriter

# V_m of Sources/LFElectrocardiogram: mV, ms.
REST, RISE, UPSTROKE, FALL = -85.0, 100.0, 2.0, 15.0
# The kinds by the file that lfconvert is given; VTK reads no .igb.
SERIES = {"vtu, zlib": "zlib.pvd", "vtu, raw": "raw.pvd", "igb": "vm.igb"}


def grid_of(path):
    reader = vtkXMLUnstructuredGridReader()
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput()


def voltages(activation, repolarisation, time_ms):
    up = 1 / (1 + np.exp(-(time_ms - activation) / UPSTROKE))
    return (REST + RISE * up / (1 + np.exp((time_ms - repolarisation) / FALL))).astype(np.float32)


def heart(options, folder):
    """The lead field of a heart of about so many nodes, and its beat's mesh; kept in the folder."""
    mesh, field, beat = (os.path.join(folder, name) for name in ("heart.vtu", "lf.nc", "beat.vtu"))
    if not os.path.exists(beat):
        # The repository's heart has 34549 nodes at 2.4 mm.
        spacing = 2.4 * (34549 / options.nodes) ** (1 / 3) * 0.99
        lfconvert = os.path.join(options.bin, "lfconvert")
        subprocess.run([os.path.join(options.bin, "lftrain"), "heart", "--spacing", f"{spacing:.4f}", "--out", mesh],
                       check=True, capture_output=True)
        subprocess.run([lfconvert, "predict", mesh, "--method", "pseudo", "--out", field, "--quiet"],
                       check=True, capture_output=True)
        subprocess.run([lfconvert, "ecg", field, "--eikonal", "--out", os.path.join(folder, "eikonal.csv"),
                        "--beat-out", beat, "--quiet"], check=True, capture_output=True)
    return field, grid_of(beat)


def write(options, folder, grid):
    """The series in all kinds, of one millisecond a step; those that are there are kept."""
    if all(os.path.exists(os.path.join(folder, name)) for name in SERIES.values()):
        return
    arrays = grid.GetPointData()
    beat = [vtk_to_numpy(arrays.GetArray(name)).astype(float) for name in ("activation", "repolarisation")]
    # V_m alone on the mesh, as simulators write it.
    for data in (grid.GetPointData(), grid.GetCellData(), grid.GetFieldData()):
        data.Initialize()
    values = [voltages(*beat, float(step)) for step in range(options.steps)]
    for kind in ("zlib", "raw"):
        lines = []
        for step, vm in enumerate(values):
            array = numpy_to_vtk(vm)
            array.SetName("Vm")
            grid.GetPointData().SetScalars(array)
            writer = vtkXMLUnstructuredGridWriter()
            if kind == "zlib":
                writer.SetDataModeToBinary()
            else:
                writer.SetDataModeToAppended()
                writer.EncodeAppendedDataOff()
                writer.SetCompressorTypeToNone()
            name = f"{kind}-{step:04d}.vtu"
            writer.SetFileName(os.path.join(folder, name))
            writer.SetInputData(grid)
            assert writer.Write() == 1
            lines.append(f'<DataSet timestep="{step}" part="0" file="{name}"/>')
        with open(os.path.join(folder, kind + ".pvd"), "w") as file:
            file.write('<VTKFile type="Collection" version="0.1"><Collection>' + "\n".join(lines)
                       + "</Collection></VTKFile>\n")
    header = (f"x:{len(values[0])} y:1 z:1 t:{options.steps} type:float systeme:little_endian org_t:0 inc_t:1 "
              "unites:mV unites_t:ms\n")
    with open(os.path.join(folder, "vm.igb"), "wb") as file:
        file.write(header.encode().ljust(1023) + b"\f")
        for vm in values:
            file.write(vm.astype("<f4").tobytes())


def files_of(options, folder, name):
    if name.endswith(".igb"):
        return [os.path.join(folder, name)]
    return [os.path.join(folder, f"{name[:-4]}-{step:04d}.vtu") for step in range(options.steps)]


def plain(paths):
    """Seconds to read all bytes of the files, a megabyte at a time."""
    buffer = bytearray(1 << 20)
    start = time.perf_counter()
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            while file.readinto(buffer):
                pass
    return time.perf_counter() - start


def forget(paths):
    """Takes the files out of the system's cache."""
    for path in paths:
        with open(path, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def by_vtk(paths):
    """Seconds for VTK's reader to read the files, one after the other."""
    start = time.perf_counter()
    for path in paths:
        assert grid_of(path).GetPointData().GetArray("Vm") is not None
    return time.perf_counter() - start


def by_lfconvert(options, folder, field, name):
    """Seconds of the command and the peak of its memory, MB."""
    command = [os.path.join(options.bin, "lfconvert"), "ecg", field, os.path.join(folder, name), "--time-unit", "ms",
               "--out", os.path.join(folder, f"{name}.csv"), "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, f"{' '.join(command)} failed"
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--bin", default=".build/release", help="where lfconvert and lftrain are")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", help="keep the files here for the next time (some gigabytes)")
    parser.add_argument("--gate", action="store_true",
                        help="exit with 1 below half the speed of reading from the disk and a second, at 600 MB and more, or "
                             "when ECGs differ")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or scratch
        os.makedirs(folder, exist_ok=True)
        sys.exit(measure(options, folder))


def measure(options, folder):
    field, grid = heart(options, folder)
    print(f"{grid.GetNumberOfPoints()} nodes, {grid.GetNumberOfCells()} tetrahedra, {options.steps} steps, 10 electrodes")
    write(options, folder, grid)
    os.sync()
    print(f"{'':10} {'':>8} {'from the disk':^29} {'from the cache':^38}")
    print(f"{'':10} {'size':>8} {'read':>8} {'lfconvert':>10} {'ratio':>8}  {'read':>8} {'lfconvert':>10} {'by VTK':>8} "
          f"{'ratio':>8} {'memory':>8}")
    bad = False
    for kind, name in SERIES.items():
        paths = files_of(options, folder, name)
        runs = []
        for _ in range(options.runs):
            forget(paths)
            disk = plain(paths)
            forget(paths)
            ours_disk, _ = by_lfconvert(options, folder, field, name)
            # In the cache from here on.
            plain(paths)
            runs.append((disk, ours_disk, plain(paths), *by_lfconvert(options, folder, field, name)))
        disk, ours_disk, read, ours, memory = (float(np.median(column)) for column in zip(*runs))
        vtk = None if name.endswith(".igb") else by_vtk(paths)
        vtk_time, vtk_ratio = ("–", "–") if vtk is None else (f"{vtk:.1f} s", f"{ours / vtk:.2f} x")
        size = sum(map(os.path.getsize, paths)) / 1e6
        print(f"{kind:10} {size:5.0f} MB {disk:6.2f} s {ours_disk:8.2f} s {ours_disk / disk:6.2f} x  {read:6.2f} s "
              f"{ours:8.2f} s {vtk_time:>8} {vtk_ratio:>8} {memory:5.0f} MB", flush=True)
        # So short a series is the start of a process and the reading of its lead field.
        bad |= memory >= 600 or ours_disk > 2 * disk + 1
    tables = [np.loadtxt(os.path.join(folder, name + ".csv"), delimiter=",", skiprows=1) for name in SERIES.values()]
    apart = max(np.abs(table - tables[0]).max() for table in tables) / np.abs(tables[0][:, 1:]).max()
    print(f"the ECGs differ by {apart:.1e} of the largest value at most")
    return 1 if options.gate and (bad or apart > 1e-6) else 0


main()
