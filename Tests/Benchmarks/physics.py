#!/usr/bin/env python3
"""How much of a gradient field a prediction is, and how well it keeps the equation, beside the golden solution.

    python Tests/Benchmarks/physics.py [--binary .build/release/lfconvert] [--model standard] [METHOD ...]

For every anatomy of GoldenData the methods predict the lead field on its heart; the same measures are taken of the
golden field on the same mesh, so that what the mesh and linear interpolation make of any field shows beside it:

    circulation   around the faces of the tetrahedra, over the length of the way times the field's mean size on it
    work          the difference of Z along an edge less the gradient's integral along it, over that same product
    residual      sum of sigma grad(phi_i) . grad(Z) over the cells of a node inside the muscle, over the sum of sizes

Root mean squares over faces, edges, nodes and the ten electrodes. Needs numpy and netCDF4.
"""
import argparse, os, pathlib, subprocess, tempfile
import netCDF4
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]


def field(path):
    with netCDF4.Dataset(path) as file:
        points = 1e-3 * np.stack([np.asarray(file[k][:], float) for k in ("node_x", "node_y", "node_z")], 1)
        return (points, np.asarray(file["cell_node"][:], int), np.asarray(file["lead_field"][:], float),
                np.asarray(file["lead_field_gradient"][:], float))


def measures(points, cells, potential, gradient):
    faces = np.unique(np.sort(np.concatenate([cells[:, k] for k in ([0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3])]), 1), axis=0)
    edges = np.unique(np.sort(np.concatenate([cells[:, k] for k in ([0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3])]), 1), axis=0)
    corner = points[cells]
    inverse = np.linalg.inv(corner[:, 1:] - corner[:, :1])
    shape = np.concatenate([-inverse.sum(2)[:, :, None], inverse], 2).transpose(0, 2, 1)
    volume = np.abs(np.linalg.det(corner[:, 1:] - corner[:, :1])) / 6
    # Nodes on a face that one cell alone has are on the muscle's border, where the equation has another half.
    every = np.sort(np.concatenate([cells[:, k] for k in ([0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3])]), 1)
    unique, count = np.unique(every, axis=0, return_counts=True)
    inside = np.ones(len(points), bool)
    inside[unique[count == 1]] = False
    inside &= np.isin(np.arange(len(points)), cells)
    sums = np.zeros(3)
    for z, g in zip(potential, gradient):
        way = [points[faces[:, (k + 1) % 3]] - points[faces[:, k]] for k in range(3)]
        mean = [(g[faces[:, (k + 1) % 3]] + g[faces[:, k]]) / 2 for k in range(3)]
        around = sum((w * m).sum(1) for w, m in zip(way, mean))
        size = sum(np.linalg.norm(w, axis=1) * np.linalg.norm(m, axis=1) for w, m in zip(way, mean))
        sums[0] += np.mean((around / size) ** 2)
        step = points[edges[:, 1]] - points[edges[:, 0]]
        along = (g[edges[:, 0]] + g[edges[:, 1]]) / 2
        gap = z[edges[:, 1]] - z[edges[:, 0]] - (step * along).sum(1)
        sums[1] += np.mean((gap / np.linalg.norm(step, axis=1) / np.linalg.norm(along, axis=1)) ** 2)
        flux = np.einsum("cik,ck,c->ci", shape, g[cells].mean(1), volume)
        net, gross = np.zeros(len(points)), np.zeros(len(points))
        np.add.at(net, cells, flux)
        np.add.at(gross, cells, np.abs(flux))
        sums[2] += np.mean((net[inside] / gross[inside]) ** 2)
    return 100 * np.sqrt(sums / len(potential))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=str(ROOT / ".build/release/lfconvert"))
    options.add_argument("--model", default="standard")
    options.add_argument("methods", nargs="*", default=["harmonics", "operator"])
    options = options.parse_args()
    rows = {}
    cases = sorted(ROOT.glob(f"GoldenData/*/golden-{options.model}.nc"))
    with tempfile.TemporaryDirectory() as scratch:
        for golden in cases:
            rows.setdefault("golden (FEniCSx)", []).append(measures(*field(golden)))
            for method in options.methods:
                out = os.path.join(scratch, "lf.nc")
                subprocess.run(
                    [options.binary, "predict", golden.parent / "heart.vtu", "--electrodes", golden.parent / "electrodes.csv",
                     "--method", method, "--conductivity", options.model, "--out", out, "--quiet"], check=True)
                rows.setdefault(method, []).append(measures(*field(out)))
    print(f"{len(cases)} anatomies, {options.model} conductivities\n")
    print("| field | circulation | work | residual |\n|---|---|---|---|")
    for name, values in rows.items():
        print("| %s | %.2f %% | %.2f %% | %.2f %% |" % (name, *np.mean(values, 0)))


if __name__ == "__main__":
    main()
