#!/usr/bin/env python3
"""What heart and electrodes leave open: lead fields of anatomies drawn from a code's posterior, held against the most probable one's.

    python Tests/Benchmarks/posterior.py [--binary .build/release/lfconvert] [--draws 4] [--conductivity standard]
        [--told electrodes|heart] [--where heart|torso]

Each golden heart is encoded with its electrodes. Codes of skin and lungs are drawn from the posterior that the file holds, the
heart's own numbers kept, and the field of each is solved for in the same decoded heart, or at the golden points outside it.
How far these are from the field of the most probable code is what an inference that knows the population, and all that heart
and electrodes tell, has to expect: no method that is told no more can be much better on average. With `--told heart` the
electrodes have not told the code anything, and fields are those of the same places moved to each skin. A torso so small that
points are far outside it is drawn again. Needs numpy, netCDF4 and vtk.
"""
import argparse, os, pathlib, subprocess, tempfile
import netCDF4
import numpy as np
import vtk
from vtk.util.numpy_support import numpy_to_vtk, vtk_to_numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
INDEPENDENT = ["I", "II", "V1", "V2", "V3", "V4", "V5", "V6"]


def read(path):
    reader = vtk.vtkXMLPolyDataReader()
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput()


def write(data, values, path):
    copy = vtk.vtkPolyData()
    copy.DeepCopy(data)
    array = numpy_to_vtk(values, deep=True)
    array.SetName("latent_code")
    copy.GetFieldData().RemoveArray("latent_code")
    copy.GetFieldData().AddArray(array)
    writer = vtk.vtkXMLPolyDataWriter()
    writer.SetFileName(path)
    writer.SetInputData(copy)
    writer.Write()


def leads(path):
    with netCDF4.Dataset(path) as file:
        names = list(file["lead_name"][:])
        weights = np.asarray(file["lead_weight"][:], float)[[names.index(name) for name in INDEPENDENT]]
        return np.einsum("le,enc->lnc", weights, np.asarray(file["lead_field_gradient"][:], float))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=str(ROOT / ".build/release/lfconvert"))
    options.add_argument("--draws", type=int, default=4)
    options.add_argument("--conductivity", default="standard")
    options.add_argument("--told", choices=["electrodes", "heart"], default="electrodes")
    options.add_argument("--where", choices=["heart", "torso"], default="heart")
    options = options.parse_args()
    random = np.random.default_rng(1)
    print("| case | mean angle | rel. L2 |\n|---|---|---|")
    rows = []
    for folder in sorted(ROOT.glob("GoldenData/*/golden-standard.nc")):
        folder = folder.parent
        electrodes = ["--electrodes", str(folder / "electrodes.csv")]
        points = ["--points", str(folder / "torso-standard.nc")] if options.where == "torso" else []
        with tempfile.TemporaryDirectory() as scratch:
            def run(*arguments):
                done = subprocess.run([options.binary, *arguments, "--quiet"], stderr=subprocess.PIPE, text=True)
                if done.returncode and "outside the inferred torso" not in done.stderr:
                    raise SystemExit(done.stderr.strip().splitlines()[-1])
                return done.returncode == 0

            def field(code):
                out = os.path.join(scratch, "field.nc")
                done = run("predict", code, *electrodes, "--electrodes-tell", "none", *points, "--method", "inferred",
                           "--conductivity", options.conductivity, "--out", out)
                return leads(out) if done else None

            best = os.path.join(scratch, "best.vtp")
            run("encode", str(folder / "heart.vtu"), *(electrodes if options.told == "electrodes" else []), "--out", best)
            data = read(best)
            arrays = data.GetFieldData()
            code = vtk_to_numpy(arrays.GetArray("latent_code")).astype(float)
            names = [arrays.GetAbstractArray("latent_code_name").GetValue(i) for i in range(len(code))]
            covariance = vtk_to_numpy(arrays.GetArray("latent_code_covariance")).reshape(len(code), len(code))
            torso = np.array([name.startswith("torso") for name in names])
            cross = covariance[np.ix_(torso, ~torso)] @ np.linalg.pinv(covariance[np.ix_(~torso, ~torso)])
            spread = covariance[np.ix_(torso, torso)] - cross @ covariance[np.ix_(~torso, torso)]
            likely = field(best)
            found = []
            while len(found) < options.draws:
                drawn = code.copy()
                drawn[torso] = random.multivariate_normal(code[torso], spread, check_valid="ignore")
                path = os.path.join(scratch, "drawn.vtp")
                write(data, drawn, path)
                other = field(path)
                if other is None:
                    continue
                cosine = (likely * other).sum(2) / np.linalg.norm(likely, axis=2) / np.linalg.norm(other, axis=2)
                angle = np.degrees(np.arccos(np.clip(cosine, -1, 1))).mean()
                found.append((angle, np.linalg.norm(likely - other) / np.linalg.norm(other)))
            rows.append(np.mean(found, 0))
            print("| %s | %.1f° | %.1f %% |" % (folder.name, rows[-1][0], 100 * rows[-1][1]), flush=True)
    mean = np.mean(rows, 0)
    print("| **mean** | %.2f° | %.1f %% |" % (mean[0], 100 * mean[1]))


if __name__ == "__main__":
    main()
