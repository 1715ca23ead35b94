"""meshio reads a lead field, and so what builds on it (FEniCSx by its XDMF): usage: meshio_witness.py LFCONVERT LF.vtu SCRATCH

In every encoding and compression that meshio knows, points, cells and every array must be those that VTK reads, and the
texts must be there as bytes. Exit code 0 when all agree.
"""
import os
import subprocess
import sys

import meshio
import numpy as np
import vtk
from vtk.util.numpy_support import vtk_to_numpy

LFCONVERT, FIELD, SCRATCH = sys.argv[1:]
os.makedirs(SCRATCH, exist_ok=True)
KINDS = [("ascii", "none")] + [(e, c) for e in ("base64", "appended", "raw") for c in ("none", "zlib", "lzma")]


def texts(values):
    """Each text ends with a zero, the list with another."""
    return bytes(values).decode()[:-2].split("\0")


failures = 0
for encoding, compression in KINDS:
    path = os.path.join(SCRATCH, f"{encoding}-{compression}.vtu")
    subprocess.run([LFCONVERT, "convert", FIELD, "--out", path, "--encoding", encoding, "--compression", compression, "--quiet"],
                   check=True)
    reader = vtk.vtkXMLUnstructuredGridReader()
    reader.SetFileName(path)
    reader.Update()
    grid = reader.GetOutput()
    mesh = meshio.read(path)
    data = grid.GetPointData()
    wrong = []
    if not np.array_equal(mesh.points, vtk_to_numpy(grid.GetPoints().GetData())):
        wrong.append("points")
    if [block.type for block in mesh.cells] != ["tetra"] or len(mesh.cells[0].data) != grid.GetNumberOfCells():
        wrong.append("cells")
    names = [data.GetArrayName(i) for i in range(data.GetNumberOfArrays())]
    if list(mesh.point_data) != names or "lead field gradient V1" not in names:
        wrong.append("names of arrays")
    wrong += [name for name in names if not np.array_equal(np.squeeze(mesh.point_data[name]), vtk_to_numpy(data.GetArray(name)))]
    if texts(mesh.field_data["electrode_name"])[:3] != ["RA", "LA", "LL"]:
        wrong.append("electrode_name")
    print(f"{encoding} {compression}: {len(names)} arrays, " + ("wrong: " + ", ".join(wrong) if wrong else "agree"))
    failures += bool(wrong)
sys.exit(failures > 0)
