#!/usr/bin/env python3
"""High-density maps: what many electrodes cost beside ten, and how far their shared solution is from one each.

    python Tests/Benchmarks/maps.py [--binary .build/release/lfconvert] [--heart GoldenData/heart/heart.vtu]

Electrodes are vertices of the skin that `lfconvert encode` decodes for the heart, spread evenly; they tell nothing of the
torso (--electrodes-tell none), so that all runs solve on the same one. From 128 electrodes on their fields are made of
those of some pilots: the same electrodes in calls of a hundred, each solved for, say what that costs in accuracy. Needs
numpy, netCDF4 and vtk.
"""
import argparse, os, pathlib, resource, subprocess, tempfile, time
import netCDF4
import numpy as np
import vtk
from vtk.util.numpy_support import vtk_to_numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]


def skin(path):
    reader = vtk.vtkXMLPolyDataReader()
    reader.SetFileName(path)
    reader.Update()
    data = reader.GetOutput()
    points = vtk_to_numpy(data.GetPoints().GetData()).astype(float)
    # The skin is the surface that reaches farthest.
    parts = vtk.vtkPolyDataConnectivityFilter()
    parts.SetInputData(data)
    parts.SetExtractionModeToLargestRegion()
    parts.Update()
    clean = vtk.vtkCleanPolyData()
    clean.SetInputConnection(parts.GetOutputPort())
    clean.Update()
    whole = vtk_to_numpy(clean.GetOutput().GetPoints().GetData()).astype(float)
    return whole if np.ptp(whole, axis=0).max() > 0.9 * np.ptp(points, axis=0).max() else points


def spread(points, count):
    chosen, gap = [0], np.full(len(points), np.inf)
    while len(chosen) < count:
        gap = np.minimum(gap, np.linalg.norm(points - points[chosen[-1]], axis=1))
        chosen.append(int(np.argmax(gap)))
    return points[chosen]


def write(path, places):
    with open(path, "w") as file:
        file.write("name,x,y,z\n")
        for i, p in enumerate(places):
            file.write("E%d,%.4f,%.4f,%.4f\n" % (i + 1, *p))


def gradients(path):
    with netCDF4.Dataset(path) as file:
        return np.asarray(file["lead_field_gradient"][:], float)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=str(ROOT / ".build/release/lfconvert"))
    options.add_argument("--heart", default=str(ROOT / "GoldenData/heart/heart.vtu"))
    options.add_argument("--runs", type=int, default=3)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        def file(name):
            return os.path.join(scratch, name)

        def predict(table, out):
            command = [options.binary, "predict", options.heart, "--electrodes", table, "--electrodes-tell", "none",
                       "--out", out, "--quiet"]
            start = time.monotonic()
            child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            if status:
                raise SystemExit("failed: " + " ".join(command))
            return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

        subprocess.run([options.binary, "encode", options.heart, "--out", file("code.vtp"), "--quiet"], check=True)
        places = skin(file("code.vtp"))
        sets = {count: spread(places, count) for count in (10, 256, 1000)}
        for count, some in sets.items():
            write(file(f"{count}.csv"), some)
        found = {(count, kind): [] for kind in ("nc", "vtu") for count in sets}
        for _ in range(options.runs):
            for count, kind in found:
                found[count, kind].append(predict(file(f"{count}.csv"), file(f"{count}.{kind}")))
        print("| electrodes | file | wall | CPU | of ten electrodes' wall | each further electrode | memory |")
        print("|---|---|---|---|---|---|---|")
        for (count, kind), runs in found.items():
            base = np.median([one[0] for one in found[10, kind]])
            wall, cpu, memory = np.median(runs, 0)
            each = "" if count == 10 else "%.1f ms" % (1000 * (wall - base) / (count - 10))
            print("| %d | .%s | %.1f s | %.1f s | %.2f | %s | %.0f MB |" % (
                count, kind, wall, cpu, wall / base, each, memory))
        shared, errors, angles = gradients(file("256.nc")), [], []
        for first in range(0, 256, 100):
            write(file("part.csv"), sets[256][first:first + 100])
            predict(file("part.csv"), file("part.nc"))
            own = gradients(file("part.nc"))
            part = shared[first:first + 100]
            errors += list(np.sqrt(((part - own) ** 2).sum((1, 2)) / (own ** 2).sum((1, 2))))
            cosine = (part * own).sum(2) / np.linalg.norm(part, axis=2) / np.linalg.norm(own, axis=2)
            angles += list(np.degrees(np.arccos(np.clip(cosine, -1, 1))).mean(1))
        print("\n256 electrodes against a solution each: relative L2 %.2f %% on average, %.2f %% at worst; %.2f°, %.2f°" % (
            100 * np.mean(errors), 100 * np.max(errors), np.mean(angles), np.max(angles)))


if __name__ == "__main__":
    main()
