#!/usr/bin/env python3
"""The decoders against one another on anatomies that none was trained on: surfaces, and the lead field.

  Tests/Benchmarks/decoders.py [--build FOLDER] [--case NAME ...]

Needs: pip install pyvista numpy. Build first: swift build -c release. For each anatomy of GoldenData the heart is
encoded with its ten electrodes and without; decoded surfaces are held against those of lftrain's anatomy (distance of
the true surface's points to the decoded one, mm; Dice on a grid of 5 mm), and the lead field of the full-order model on
the decoded torso against the golden one. About two minutes a case.
"""
import argparse
import glob
import json
import os
import subprocess
import tempfile

import numpy as np
import pyvista

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
SURFACES = {"skin": "torso.vtp", "epicardium": "epicardium.vtp", "lungs": "lungs.vtp"}


def parts(path):
    """The decoded surfaces by name."""
    mesh = pyvista.read(path)
    names = dict(text.split(" ", 1) for text in mesh.field_data["tissue_name"])
    labels = np.asarray(mesh.cell_data["tissue"])
    return {names[str(int(label))]: mesh.extract_cells(labels == label).extract_surface(algorithm=None)
            for label in np.unique(labels)}


def inside(surface, grid):
    return grid.select_interior_points(surface, check_surface=False)["selected_points"].astype(bool) \
        if hasattr(grid, "select_interior_points") \
        else grid.select_enclosed_points(surface, check_surface=False)["SelectedPoints"].astype(bool)


def compare(decoded, true):
    away = np.abs(true.compute_implicit_distance(decoded)["implicit_distance"])
    bounds = np.array(true.bounds).reshape(3, 2)
    counts = np.ceil((bounds[:, 1] - bounds[:, 0] + 40) / 5).astype(int)
    grid = pyvista.PolyData(np.asarray(
        pyvista.ImageData(dimensions=counts, spacing=(5, 5, 5), origin=bounds[:, 0] - 20).points))
    a, b = inside(decoded, grid), inside(true, grid)
    return [away.mean(), np.percentile(away, 95), 2 * (a & b).sum() / (a.sum() + b.sum())]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=os.path.join(ROOT, ".build/release"))
    every = sorted(os.path.basename(os.path.dirname(f)) for f in glob.glob(f"{ROOT}/GoldenData/*/golden-standard.nc"))
    parser.add_argument("--case", nargs="*", default=every)
    options = parser.parse_args()
    table = {}

    def run(name, *arguments):
        return subprocess.run([os.path.join(options.build, name), *arguments], check=True, capture_output=True).stdout

    with tempfile.TemporaryDirectory() as folder:
        for case in options.case:
            golden = os.path.join(ROOT, "GoldenData", case)
            with open(os.path.join(golden, "provenance.json")) as file:
                made = json.load(file)
            truth = os.path.join(folder, case)
            run("lftrain", "anatomy", "--seed", str(made["seed"]), *(["--kind", made["kind"]] if made["kind"] else []),
                "--out", truth)
            for decoder in ("linear", "neural", "parametric"):
                for told in ("heart + electrodes", "heart only"):
                    given = ["--electrodes", f"{golden}/electrodes.csv"]
                    tell = given if told != "heart only" else []
                    code, field = os.path.join(folder, "code.vtp"), os.path.join(folder, "lf.nc")
                    run("lfconvert", "encode", f"{golden}/heart.vtu", *tell, "--decoder", decoder, "--out", code, "--quiet")
                    found = parts(code)
                    row = [v for name, file in SURFACES.items()
                           for v in compare(found[name], pyvista.read(os.path.join(truth, file)))]
                    run("lfconvert", "predict", f"{golden}/heart.vtu", *tell, "--decoder", decoder, "--method", "inferred",
                        "--out", field, "--quiet")
                    answer = json.loads(run("lfconvert", "check", field, f"{golden}/golden-standard.nc", "--gate", "none",
                                            "--json", "--quiet"))
                    row += [answer["gradient"]["angleMean"], 100 * answer["gradient"]["relativeL2"],
                            100 * answer["ecg"]["pooled"]]
                    table.setdefault((decoder, told), []).append(row)
    print("| decoder | told | " + " | ".join(f"{s}: mean, p95, Dice" for s in SURFACES)
          + " | inferred: mean angle | rel. L2 | ECG rel. MSE |")
    print("|---|---|" + "---|" * (len(SURFACES) + 3))
    for (decoder, told), rows in table.items():
        m = np.mean(rows, axis=0)
        cells = [f"{m[3 * i]:.1f} mm, {m[3 * i + 1]:.1f} mm, {m[3 * i + 2]:.3f}" for i in range(len(SURFACES))]
        print(f"| {decoder} | {told} | " + " | ".join(cells)
              + f" | {m[-3]:.1f}° | {m[-2]:.1f} % | {m[-1]:.1f} % |")


if __name__ == "__main__":
    main()
