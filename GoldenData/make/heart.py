"""Thins a heart's tetrahedra out with Mmg, so that a golden case stays small: thin walls stay as they are in shape."""
import os
import subprocess
import tempfile

import meshio
import numpy as np
import pyvista
from scipy.spatial import cKDTree

# mm: how far a surface may move; the shortest and the longest edge wanted.
DISTANCE, SHORTEST, LONGEST = 0.25, 2.5, 6.0


def texts(values):
    """An array of text, which lftrain's files hold as bytes: each text ends with a zero, the list with another."""
    return np.array(bytes(np.asarray(values)).decode()[:-2].split("\0"))


def thinned(path):
    """The heart of a file with fewer cells; each takes region and fibre from the old cell with the nearest centre."""
    old = pyvista.read(path)
    cells = old.cells_dict[10]
    with tempfile.TemporaryDirectory() as folder:
        before, after = os.path.join(folder, "before.mesh"), os.path.join(folder, "after.mesh")
        meshio.write(before, meshio.Mesh(np.asarray(old.points, float), [("tetra", cells)]))
        subprocess.run(
            ["mmg3d_O3", "-in", before, "-out", after, "-hausd", str(DISTANCE), "-hmin", str(SHORTEST), "-hmax",
             str(LONGEST), "-hgrad", "1.3", "-ar", "40", "-v", "0"], check=True, capture_output=True)
        mesh = meshio.read(after)
    tetrahedra = mesh.cells_dict["tetra"]
    new = pyvista.UnstructuredGrid({10: tetrahedra}, mesh.points.astype(np.float32))
    centres = new.points[tetrahedra].mean(axis=1)
    nearest = cKDTree(old.points[cells].mean(axis=1)).query(centres)[1]
    for name in ("region", "fiber"):
        new.cell_data[name] = np.asarray(old.cell_data[name])[nearest]
    for name in ("region_name", "lead_field_frame"):
        new.field_data[name] = texts(old.field_data[name])
    return new
