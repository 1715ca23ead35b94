#!/usr/bin/env python3
"""Makes GoldenData's anatomies: surfaces by lftrain, meshes by gmsh, lead fields by FEniCSx, ECGs in Python.

    make.py [--case NAME ...] [--work FOLDER] [--lftrain PATH] [--fenicsx PYTHON] [--until STEP]

Steps: anatomy, mesh, solve, write. What is in the work folder already is not made again.
"""
import argparse
import csv
import json
import os
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
# Name: seed and kind of `lftrain anatomy`, and the mesh's scale. All seeds are of the golden range, never trained on.
CASES = {
    "small-female": (2000011, "small-female", 1.12),
    "large-obese": (2000012, "large-obese", 1.12),
    "dilated-heart": (2000013, "dilated-heart", 1.12),
    "horizontal-heart": (2000014, "horizontal-heart", 1.12),
    "vertical-heart": (2000015, "vertical-heart", 1.12),
    "female-1": (2000001, None, 1.0),
    "female-2": (2000006, None, 1.12),
    "male-1": (2000003, None, 1.0),
    "male-2": (2000005, None, 1.12),
}
# Solved with fibres too: muscle that conducts along them more than across.
WITH_FIBRES = ["dilated-heart", "female-2"]
# The second mesh, all of its lengths times this, and the electrodes it is solved for: RA, V2, V5.
COARSER, PROBES = 1.4, [0, 5, 8]
TORSO_POINTS = 1200
# mm: how far torso points stay from electrodes, where the field is singular, and from borders, where it jumps.
FROM_ELECTRODES, FROM_BORDERS = 20.0, 2.0


class Work:
    """The folder of one case's intermediate files."""

    def __init__(self, options, name):
        self.options, self.name = options, name
        self.folder = os.path.join(options.work, name)
        os.makedirs(self.folder, exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def save(self, name, **arrays):
        # Renamed when whole: a file that is there is done.
        np.savez(self.path("part.npz"), **arrays)
        os.replace(self.path("part.npz"), self.path(name))

    def anatomy(self, resolution):
        seed, kind, _ = CASES[self.name]
        folder = self.path(f"resolution-{resolution}")
        if not os.path.exists(os.path.join(folder, "parameters.json")):
            command = [self.options.lftrain, "anatomy", "--seed", str(seed), "--resolution", str(resolution)]
            subprocess.run([*command, *(["--kind", kind] if kind else []), "--out", folder],
                           check=True, capture_output=True)
        return folder

    def meshes(self):
        import mesh

        electrodes = read_electrodes(os.path.join(self.anatomy(2.5), "electrodes.csv"))[1]
        for name, scale in (("fine.npz", CASES[self.name][2]), ("coarse.npz", CASES[self.name][2] * COARSER)):
            if not os.path.exists(self.path(name)):
                self.save(name, **mesh.fill(self.anatomy(2.5), electrodes, scale))

    def places(self):
        """The heart's points, and points even in volume in the rest of the body, by a seed of their own."""
        import heart

        if os.path.exists(self.path("places.npz")):
            return
        muscle = heart.thinned(os.path.join(self.anatomy(1.0), "heart.vtu"))
        muscle.save(self.path("heart.vtu"))
        fine = np.load(self.path("fine.npz"))
        cells, regions = fine["cells"], fine["regions"]
        corners = fine["points"][cells]
        volume = np.abs(np.linalg.det(corners[:, 1:] - corners[:, :1]))
        volume[regions == 3] = 0
        random = np.random.default_rng(CASES[self.name][0])
        chosen = random.choice(len(cells), 4 * TORSO_POINTS, p=volume / volume.sum())
        weights = random.dirichlet(np.ones(4), len(chosen))
        points = np.einsum("pk,pkx->px", weights, corners[chosen])
        keep = np.linalg.norm(points[:, None] - fine["electrodes"][None], axis=2).min(axis=1) > FROM_ELECTRODES
        keep &= border_distance(fine, points) > FROM_BORDERS
        points, region = points[keep][:TORSO_POINTS], regions[chosen][keep][:TORSO_POINTS]
        assert len(points) == TORSO_POINTS
        # Files hold single precision: solved where they say.
        self.save("places.npz", heart=np.asarray(muscle.points, float), torso=points.astype(np.float32).astype(float),
                  torso_region=region, electrodes=fine["electrodes"])

    def fibres(self):
        """The meshes with the fibre of each cell of the muscle: that of the fine heart's cell with the nearest centre."""
        import pyvista
        from scipy.spatial import cKDTree

        heart = pyvista.read(os.path.join(self.anatomy(2.5), "heart.vtu"))
        centres = heart.points[heart.cells_dict[10]].mean(axis=1)
        known = np.asarray(heart.cell_data["fiber"], float)
        known /= np.linalg.norm(known, axis=1, keepdims=True)
        for name in ("fine", "coarse"):
            if os.path.exists(self.path(f"fibres-{name}.npz")):
                continue
            mesh = dict(np.load(self.path(name + ".npz")))
            muscle = mesh["regions"] == 3
            mesh["fibres"] = np.zeros((len(muscle), 3))
            near = cKDTree(centres).query(mesh["points"][mesh["cells"][muscle]].mean(axis=1))[1]
            mesh["fibres"][muscle] = known[near]
            self.save(f"fibres-{name}.npz", **mesh)

    def solve(self):
        environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        if self.name in WITH_FIBRES:
            self.fibres()
            for name, extra in (("coarse", ["--electrodes", *map(str, PROBES)]), ("fine", [])):
                out = self.path(f"solved-fibres-{name}.npz")
                if not os.path.exists(out):
                    subprocess.run([self.options.fenicsx, os.path.join(HERE, "solve.py"),
                                    self.path(f"fibres-{name}.npz"), self.path("places.npz"), self.path("part.npz"),
                                    "--models", "fibres", *extra], check=True, env=environment)
                    os.replace(self.path("part.npz"), out)
        for name, extra in (("coarse", ["--electrodes", *map(str, PROBES)]), ("fine", [])):
            out = self.path(f"solved-{name}.npz")
            if not os.path.exists(out):
                subprocess.run([self.options.fenicsx, os.path.join(HERE, "solve.py"), self.path(name + ".npz"),
                                self.path("places.npz"), self.path("part.npz"), *extra], check=True, env=environment)
                os.replace(self.path("part.npz"), out)


def read_electrodes(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    return [r["name"] for r in rows], np.array([[float(r[k]) for k in "xyz"] for r in rows])


def border_distance(fine, points):
    """How far points are from the nearest face between two tissues or on the skin, mm (to its three corners' plane)."""
    import pyvista

    cells, regions = fine["cells"], fine["regions"]
    faces = np.sort(np.concatenate([cells[:, c] for c in ([1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2])]), axis=1)
    unique, first, number = np.unique(faces, axis=0, return_index=True, return_inverse=True)
    owner = np.tile(regions, 4)
    low, high = np.full(len(unique), 99), np.full(len(unique), -1)
    np.minimum.at(low, number.ravel(), owner)
    np.maximum.at(high, number.ravel(), owner)
    count = np.bincount(number.ravel())
    border = unique[(count == 1) | (low != high)]
    surface = pyvista.PolyData(fine["points"], np.c_[np.full(len(border), 3), border])
    _, nearest = surface.find_closest_cell(points, return_closest_point=True)
    return np.linalg.norm(points - nearest, axis=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", nargs="*", choices=CASES, default=list(CASES))
    parser.add_argument("--work", default="/tmp/golden-work")
    parser.add_argument("--lftrain", default=os.path.join(HERE, "../../.build/release/lftrain"))
    parser.add_argument("--fenicsx", default="/usr/bin/python3", help="the Python that has dolfinx")
    parser.add_argument("--until", choices=["mesh", "solve", "write"], default="write")
    options = parser.parse_args()
    for name in options.case:
        work = Work(options, name)
        work.meshes()
        work.places()
        if options.until != "mesh":
            work.solve()
        if options.until == "write":
            import write

            write.case(work, CASES[name])
        print(name, "done", flush=True)
    if options.until == "write":
        write.manifest(CASES)


if __name__ == "__main__":
    sys.path.insert(0, HERE)
    main()
