#!/usr/bin/env python3
"""lfconvert's eikonal solver beside fim-python's on the CPU: times of arrival and how long they take.

  Tests/Benchmarks/eikonal.py [--nodes 100000] [--lfconvert PATH] [--runs 5] [--gate] [--folder F] [--order]

Needs: pip install fim-python numpy meshio vtk. Build first: swift build -c release. The heart has two ellipsoidal cavities,
filled by jittered cubes of six tetrahedra, with fibres that turn from 60 degrees inside to -60 degrees outside. Both
solve in double precision from the same seven sites; lfconvert says itself how long its solver took, preparation of the
mesh included, and fim-python is timed with its preparation (`create_fim_solver`) and without (`comp_fim`). Medians of
all runs, which take turns, in user and system time of all threads (fim-python) and wall time (lfconvert: one thread).

--order instead prints the order of convergence to exact times: a cube of 80 mm with one fibre direction, a wave from a
point of it, whose times are known in closed form (and are given within 12 mm of the point, where their slope jumps), cut
into 8, 16, 32 and 64 cells along each side.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import meshio
import numpy as np
from fimpy.solver import create_fim_solver
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader

ALONG, ACROSS = 0.6, 0.4
# mm around a point source where its times are given.
GIVEN = 12


def shape(points):
    """How deep in the wall, 0 inside to 1 outside; beyond that is no muscle. Above the base there is none either."""
    def radius(p, center, axes):
        return np.linalg.norm((p - center) / axes, axis=1)

    left = radius(points, [0, 0, 0], [22, 22, 60])
    wall = radius(points, [0, 0, 0], [32, 32, 70])
    right = radius(points, [-28, 0, 6], [24, 30, 50])
    outer = radius(points, [-28, 0, 6], [28, 34, 54])
    body = (wall < 1) | (outer < 1)
    muscle = body & (left >= 1) & ~((right < 1) & (wall >= 1)) & (points[:, 2] < 20)
    depth = np.clip((left - 1) / np.maximum(left - 1 + np.abs(1 - wall), 1e-9), 0, 1)
    return muscle, depth


def tetrahedra(number):
    """Six tetrahedra a box of a lattice, from the numbers of its points."""
    n = np.array(number.shape) - 1
    cells = []
    for walk in ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (2, 1, 0), (1, 0, 2)):
        at, corners = np.zeros(3, int), []
        for axis in (None, *walk):
            if axis is not None:
                at[axis] += 1
            corners.append(number[at[0]:n[0] + at[0], at[1]:n[1] + at[1], at[2]:n[2] + at[2]].ravel())
        cells.append(np.stack(corners, 1))
    return np.concatenate(cells)


def heart(nodes):
    """Points, tetrahedra, fibres and early sites."""
    low, high = np.array([-58.0, -36, -72]), np.array([34.0, 36, 22])
    step = (0.32 * np.prod(high - low) / nodes) ** (1 / 3)
    while True:
        n = np.ceil((high - low) / step).astype(int)
        axes = [np.linspace(a, b, k + 1) for a, b, k in zip(low, high, n)]
        grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
        grid += np.random.default_rng(1).uniform(-0.15, 0.15, grid.shape) * step
        number = np.arange(grid[..., 0].size).reshape(grid.shape[:3])
        cells = tetrahedra(number)
        points = grid.reshape(-1, 3)
        cells = cells[shape(points[cells].mean(1))[0]]
        used, inverse = np.unique(cells, return_inverse=True)
        if abs(len(used) / nodes - 1) < 0.03:
            break
        step *= (len(used) / nodes) ** (1 / 3)
    points, cells = points[used], inverse.reshape(-1, 4)
    middle = points[cells].mean(1)
    angle = np.radians(60 - 120 * shape(middle)[1])
    around = np.stack([-middle[:, 1], middle[:, 0], 0 * angle], 1)
    around /= np.linalg.norm(around, axis=1, keepdims=True)
    fibres = np.cos(angle)[:, None] * around + np.sin(angle)[:, None] * [0, 0, 1]
    wanted = np.array([[-22, 5, 0], [-20, 0, -25], [20, 8, 5], [20, -8, -15], [10, 0, -50], [-45, 20, 0], [-40, 10, -25]])
    sites = np.array([((points - w) ** 2).sum(1).argmin() for w in wanted])
    return points, cells, fibres, np.unique(sites)


def cube(n):
    """Points and tetrahedra of a cube of 80 mm, n cells along a side."""
    number = np.arange((n + 1) ** 3).reshape(n + 1, n + 1, n + 1)
    points = np.stack(np.meshgrid(*[np.linspace(0, 80, n + 1)] * 3, indexing="ij"), -1).reshape(-1, 3)
    return points, tetrahedra(number)


def order(options, folder):
    """The mean errors on finer and finer cubes, and the order that the last two give; whether it is about one."""
    fibre, centre = np.array([2.0, 3, 6]) / 7, np.array([30.0, 40, 50])
    good = True
    for across in (ALONG, ACROSS):
        errors = []
        for n in (8, 16, 32, 64):
            points, cells = cube(n)
            way = points - centre
            away = np.linalg.norm(way, axis=1)
            exact = np.sqrt((way**2).sum(1) / across**2 + (1 / ALONG**2 - 1 / across**2) * (way @ fibre) ** 2)
            path, field, beat = (os.path.join(folder, f"{name}.vtu") for name in ("cube", "cube-lf", "cube-beat"))
            meshio.Mesh(points, [("tetra", cells)], cell_data={"fiber": [np.tile(fibre, (len(cells), 1))]}).write(path)
            subprocess.run([options.lfconvert, "predict", path, "--method", "pseudo", "--out", field, "--quiet"],
                           check=True, capture_output=True)
            # The border of what is given is enough, and a command line is short.
            given = (away <= GIVEN) & (away > GIVEN - 2 * 80 / n)
            places = " ".join(",".join(f"{x:.9g}" for x in (*p, t)) for p, t in zip(points[given], exact[given]))
            subprocess.run([options.lfconvert, "ecg", field, "--sites", places, "--velocity", f"{ALONG},{across}",
                            "--rate", "20", "--out", os.path.join(folder, "cube.csv"), "--beat-out", beat, "--quiet"],
                           check=True, capture_output=True)
            reader = vtkXMLUnstructuredGridReader()
            reader.SetFileName(beat)
            reader.Update()
            ours = vtk_to_numpy(reader.GetOutput().GetPointData().GetArray("activation"))
            errors.append(float(np.abs(ours - exact)[away > GIVEN].mean()))
        slopes = np.log2(np.array(errors[:-1]) / errors[1:])
        print(f"{ALONG} m/s along, {across} m/s across: mean errors {', '.join(f'{e:.3f}' for e in errors)} ms, "
              f"orders {', '.join(f'{s:.2f}' for s in slopes)}")
        good &= slopes[-1] > 0.85
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--lfconvert", default=".build/release/lfconvert")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder")
    parser.add_argument("--gate", action="store_true", help="exit with 1 below 5 times fim-python's speed")
    parser.add_argument("--order", action="store_true", help="print the order of convergence instead; exits with 1 below 0.85")
    options = parser.parse_args()
    folder = options.folder or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    if options.order:
        sys.exit(0 if order(options, folder) else 1)
    points, cells, fibres, sites = heart(options.nodes)
    print(f"{len(points)} nodes, {len(cells)} tetrahedra, {len(sites)} sites")
    path, field, beat = (os.path.join(folder, n) for n in ("heart.vtu", "lf.vtu", "beat.vtu"))
    meshio.Mesh(points, [("tetra", cells)], cell_data={"fiber": [fibres]}).write(path)
    subprocess.run([options.lfconvert, "predict", path, "--method", "pseudo", "--out", field, "--quiet"], check=True)
    places = " ".join(",".join(repr(float(x)) for x in points[s]) for s in sites)
    metrics = ACROSS**2 * np.eye(3) + (ALONG**2 - ACROSS**2) * fibres[:, :, None] * fibres[:, None, :]
    start = np.zeros(len(sites))
    # Compilation and caches before the clock.
    theirs = create_fim_solver(points, cells, metrics, precision=np.float64, device="cpu").comp_fim(sites, start)
    runs = {"lfconvert": [], "fim-python": [], "fim-python, prepared": []}
    for _ in range(options.runs):
        answer = subprocess.run(
            [options.lfconvert, "ecg", field, "--sites", places, "--velocity", f"{ALONG},{ACROSS}", "--rate", "20",
             "--out", os.path.join(folder, "ecg.csv"), "--beat-out", beat, "--json", "--quiet"],
            check=True, capture_output=True, text=True)
        runs["lfconvert"].append(json.loads(answer.stdout)["eikonal_s"])
        clock = time.process_time()
        solver = create_fim_solver(points, cells, metrics, precision=np.float64, device="cpu")
        middle = time.process_time()
        theirs = solver.comp_fim(sites, start)
        end = time.process_time()
        runs["fim-python"].append(end - clock)
        runs["fim-python, prepared"].append(end - middle)
    reader = vtkXMLUnstructuredGridReader()
    reader.SetFileName(beat)
    reader.Update()
    ours = vtk_to_numpy(reader.GetOutput().GetPointData().GetArray("activation"))
    gap = np.abs(ours - theirs)
    print(f"times up to {ours.max():.1f} ms; apart by {gap.max():.2e} ms at most, {gap.mean():.2e} ms in the mean")
    medians = {name: float(np.median(times)) for name, times in runs.items()}
    for name, median in medians.items():
        print(f"{name:22} {median:8.3f} s   {median / medians['lfconvert']:6.1f} x")
    apart = gap.max() > 1e-2 * ours.max()
    slow = medians["fim-python, prepared"] < 5 * medians["lfconvert"]
    if apart:
        print("the two do not agree")
    sys.exit(1 if apart or (options.gate and slow) else 0)


main()
