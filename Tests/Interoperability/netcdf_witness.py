"""Holds a lead field in NetCDF against xarray, VTK, and the CF and UGRID checkers where they are installed.

Usage: netcdf_witness.py LFCONVERT LEAD_FIELD.nc
Exits with 1 and says what is wrong, or with 0.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import xarray as xr

failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)


def has(module):
    return importlib.util.find_spec(module) is not None


def in_xarray(path, engine):
    """The meaning is there without a manual: named dimensions, units, coordinates, the mesh."""
    with xr.open_dataset(path, engine=engine) as data:
        gradient = data["lead_field_gradient"]
        expect(gradient.dims[0] == "electrode" and gradient.dims[2] == "space", f"{engine}: dims {gradient.dims}")
        expect(gradient.attrs["units"] == "ohm m-1", f"{engine}: units of the gradient")
        expect("electrode_name" in gradient.coords, f"{engine}: electrodes are no coordinate")
        if gradient.dims[1] == "node":
            for axis in ("node_x", "node_y", "node_z"):
                expect(axis in gradient.coords, f"{engine}: {axis} is no coordinate")
                expect(data[axis].attrs["units"] == "mm", f"{engine}: units of {axis}")
        if "lead_field" in data:
            expect(data["lead_field"].attrs["units"] == "ohm", f"{engine}: units of lead_field")
        mesh = data["mesh"].attrs
        if "UGRID" in data.attrs["Conventions"]:
            expect(mesh["cf_role"] == "mesh_topology", f"{engine}: no mesh topology")
            expect(all(axis in data.variables for axis in mesh["node_coordinates"].split()), f"{engine}: nodes")
            location = {1: "edge", 2: "face", 3: "volume"}[int(mesh["topology_dimension"])]
            cells = data[mesh[f"{location}_node_connectivity"]]
            expect(int(cells.max()) < data.sizes["node"], f"{engine}: cells beyond the nodes")
        expect(all("long_name" in v.attrs for v in data.variables.values()), f"{engine}: long_name missing")
        return data.load()


def in_vtk(data, path):
    """Values of the .vtu as VTK reads them, against those of the .nc as xarray reads them."""
    import vtk
    from vtk.util.numpy_support import vtk_to_numpy

    reader = vtk.vtkXMLUnstructuredGridReader()
    reader.SetFileName(path)
    reader.Update()
    grid = reader.GetOutput()
    points = vtk_to_numpy(grid.GetPoints().GetData())
    nodes = np.stack([data[a].values for a in ("node_x", "node_y", "node_z")], axis=1)
    expect(np.array_equal(points, nodes), "points differ")
    names = [str(n) for n in data["electrode_name"].values]
    suffix = {"node": "lead_field_gradient", "cell": "lead_field_gradient"}
    if "lead_field_gradient_at_cells" in data:
        suffix["cell"] = "lead_field_gradient_at_cells"
    compared = 0
    for place, arrays in (("node", grid.GetPointData()), ("cell", grid.GetCellData())):
        variable = data[suffix[place]]
        if variable.dims[1] != place:
            continue
        for e, name in enumerate(names):
            theirs = vtk_to_numpy(arrays.GetArray(f"unipolar lead field gradient {name}"))
            expect(np.array_equal(theirs, variable.values[e]), f"{place} gradient of {name} differs")
            compared += 1
        for row, lead in enumerate(data["lead_name"].values):
            sum_ = np.einsum("e,eps->ps", data["lead_weight"].values[row], variable.values.astype("f8"))
            theirs = vtk_to_numpy(arrays.GetArray(f"lead field gradient {lead}"))
            expect(np.allclose(theirs, sum_, rtol=1e-6, atol=1e-6 * np.abs(sum_).max()), f"lead {lead} differs")
    expect(compared > 0, "nothing to compare")


def checkers(path):
    """CF's and UGRID's checkers, without what they do not know of UGRID-1.0 themselves."""
    if has("compliance_checker"):
        report = os.path.join(tempfile.mkdtemp(), "cf.json")
        tool = os.path.join(os.path.dirname(sys.executable), "compliance-checker")
        subprocess.run([tool, "--test=cf:1.11", "-f", "json", "-o", report, path], check=False, capture_output=True)
        for part in json.load(open(report))["cf:1.11"]["high_priorities"]:
            wrong = [m for m in part["msgs"] if "cf_role" not in m]
            expect(not wrong, f"CF: {part['name']}: {wrong}")
    if has("ugrid_checks"):
        from ugrid_checks.check import check_dataset

        with xr.open_dataset(path) as data:
            three = int(data["mesh"].attrs.get("topology_dimension", 0)) == 3
        # The checker knows UGRID in one and two dimensions only.
        unknown = ["R104", "R504", "R509"] if three else []
        checker = check_dataset(path, print_summary=False, omit_advisories=True, ignore_codes=unknown)
        for record in checker.logger.report_statement_logrecords():
            expect(False, f"UGRID: {record.getMessage()}")


def main(binary, path):
    with tempfile.TemporaryDirectory() as folder:
        vtu, back = os.path.join(folder, "lf.vtu"), os.path.join(folder, "back.nc")
        for source, target in ((path, vtu), (vtu, back)):
            subprocess.run([binary, "convert", source, "--out", target, "--quiet"], check=True)
        data = in_xarray(path, "netcdf4")
        if has("h5py"):
            in_xarray(path, "h5netcdf")
        with xr.open_dataset(back, engine="netcdf4") as again:
            # A surface has its cells in another kind of mesh in a .vtu.
            if data["mesh"].attrs["geometry_kind"] == "unstructured":
                expect(data.identical(again.load()), "by way of .vtu the file is another")
        subprocess.run([binary, "validate", path, "--quiet"], check=True)
        told = json.loads(subprocess.run([binary, "info", path, "--json"], check=True, capture_output=True).stdout)
        gradient = next(v for v in told["variables"] if v["name"] == "lead_field_gradient")
        expect(np.isclose(gradient["sum"], float(data["lead_field_gradient"].values.sum(dtype="f8"))), "info's sum")
        if has("vtk"):
            in_vtk(data, vtu)
    checkers(path)
    for failure in failures:
        print(f"netcdf_witness: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
