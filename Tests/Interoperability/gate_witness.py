"""Known defects put into golden files by netCDF4 and VTK, and what `lfconvert check` says of each.

Usage: gate_witness.py LFCONVERT FOLDER
A lead field with one defect, as NetCDF and as VTK, and an ECG with one, as a table, must fail the gate; text, JSON and
the page must name the defect. Exits with 1 and says what was missed, or with 0.
"""

import json
import os
import subprocess
import sys

import netCDF4
import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader, vtkXMLUnstructuredGridWriter

binary, folder = sys.argv[1], sys.argv[2]
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
golden = os.path.join(root, "GoldenData", "female-1", "golden-standard.nc")
other = os.path.join(root, "GoldenData", "male-1", "golden-standard.nc")
table = os.path.join(root, "GoldenData", "female-1", "ecg-standard.csv")
os.makedirs(folder, exist_ok=True)
missed = []
count = 0


def at(name):
    return os.path.join(folder, name)


def lfconvert(*arguments):
    return subprocess.run([binary, *arguments], capture_output=True, text=True)


def check(name, prediction, truth, kinds, words):
    """The gate fails; each report names one of the kinds and all words, in one and the same finding."""
    global count
    count += 1
    page = at("report.html")
    done = lfconvert("check", prediction, truth, "--report", page, "--report", at("report.json"))
    faults = []
    if os.path.exists(at("report.json")):
        answer = json.load(open(at("report.json")))
        faults = [f for f in answer.get("findings", []) if f["severity"] == "fault"]
    match = [f for f in faults if f["kind"] in kinds and all(w in f["message"] for w in words)]
    if done.returncode != 1 or not match:
        missed.append(f"{name}: exit code {done.returncode}; {done.stderr.strip()}; {faults}")
    else:
        said = match[0]["message"]
        if said not in done.stdout:
            missed.append(f"{name}: the text does not say: {said}")
        escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace('"', "&quot;")
        if escaped not in open(page, encoding="utf-8").read():
            missed.append(f"{name}: the page does not say: {said}")
        print(f"{name}: {'; '.join(f['message'] for f in faults)}")
    for path in (page, at("report.json")):
        if os.path.exists(path):
            os.remove(path)


def turn(degrees, axis):
    axis = np.array(axis) / np.linalg.norm(axis)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    a = np.radians(degrees)
    return np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * k @ k


class Field:
    """A lead field in memory: electrodes' gradients and potentials (electrode × node), places (node × 3)."""

    def __init__(self, path):
        # One after the other and closed: VTK's own HDF5 is in this process too.
        with netCDF4.Dataset(path) as data:
            data.set_auto_mask(False)
            self.names = list(data["electrode_name"][:])
            self.gradient = data["lead_field_gradient"][:].astype(float)
            self.potential = data["lead_field"][:].astype(float)
            self.points = np.stack([data["node_" + a][:] for a in "xyz"], 1).astype(float)

    def electrode(self, name):
        return self.names.index(name)


def flip(field):
    i = field.electrode("V2")
    field.gradient[i] *= -1
    field.potential[i] *= -1


def swap(field):
    pair = [field.electrode("RA"), field.electrode("LA")]
    for values in (field.gradient, field.potential):
        values[pair] = values[pair[::-1]]


def grow(field):
    field.gradient *= 1.02
    field.potential *= 1.02


def rotate(field):
    field.gradient = field.gradient @ turn(3, [0.2, -0.5, 1]).T


def metres(field):
    field.points /= 1000


def field_metres(field):
    field.gradient /= 1000


def hole(field):
    field.gradient[field.electrode("V4"), 777] = np.nan
    field.potential[field.electrode("V4"), 777] = np.nan


def permute(field):
    order = np.random.default_rng(5).permutation(len(field.points))
    field.gradient = field.gradient[:, order]
    field.potential = field.potential[:, order]


def permute_few(field):
    some = np.random.default_rng(6).choice(len(field.points), 60, replace=False)
    field.gradient[:, some] = field.gradient[:, np.roll(some, 1)]
    field.potential[:, some] = field.potential[:, np.roll(some, 1)]


def shift(field):
    field.points += [4, 0, 0]


def lps_as_ras(field):
    field.points *= [-1, -1, 1]


DEFECTS = [
    ("one electrode's sign", flip, ["sign"], ["V2"]),
    ("RA and LA exchanged", swap, ["exchanged"], ["RA", "LA"]),
    ("2 % too large", grow, ["scale"], ["1.02"]),
    ("3 degrees turned", rotate, ["rotation"], ["3.00°"]),
    ("points in metres", metres, ["unit"], ["metres"]),
    ("gradients in ohm per millimetre", field_metres, ["unit"], ["thousandth"]),
    ("a hole", hole, ["notFinite"], ["777", "V4"]),
    ("nodes permuted", permute, ["permuted"], ["order"]),
    ("some nodes permuted", permute_few, ["permuted"], ["worst at point"]),
    ("points shifted", shift, ["moved"], ["4.0"]),
    ("points in another frame", lps_as_ras, ["moved"], ["180"]),
]


def write_netcdf(field, like, path):
    with open(like, "rb") as source, open(path, "wb") as copy:
        copy.write(source.read())
    with netCDF4.Dataset(path, "a") as data:
        data["lead_field_gradient"][:] = field.gradient
        data["lead_field"][:] = field.potential
        for axis, name in enumerate("xyz"):
            data["node_" + name][:] = field.points[:, axis]


def read_vtk(path):
    reader = vtkXMLUnstructuredGridReader()
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput()


def write_vtk(grid, path):
    writer = vtkXMLUnstructuredGridWriter()
    writer.SetFileName(path)
    writer.SetInputData(grid)
    writer.Write()


def put(grid, name, values):
    array = numpy_to_vtk(np.ascontiguousarray(values, dtype=np.float32), deep=True)
    array.SetName(name)
    grid.GetPointData().RemoveArray(name)
    grid.GetPointData().AddArray(array)


def vtk_of(field, like, path):
    """What somebody's program writes: arrays of leads made of the electrodes, and those of the electrodes."""
    grid = read_vtk(like)
    grid.GetPoints().SetData(numpy_to_vtk(np.ascontiguousarray(field.points), deep=True))
    data = grid.GetFieldData()
    # Each text ends with a zero, the list with another.
    names = bytes(vtk_to_numpy(data.GetArray("lead_name"))).decode()[:-2].split("\0")
    weights = vtk_to_numpy(data.GetArray("lead_weight"))
    for name, row in zip(names, weights):
        put(grid, f"lead field gradient {name}", np.tensordot(row, field.gradient, 1))
        put(grid, f"lead field {name}", np.tensordot(row, field.potential, 1))
    for i, name in enumerate(field.names):
        put(grid, f"unipolar lead field gradient {name}", field.gradient[i])
        put(grid, f"unipolar lead field {name}", field.potential[i])
    write_vtk(grid, path)


like = at("golden.vtu")
lfconvert("convert", golden, "--out", like, "--quiet")
for name, defect, kinds, words in DEFECTS:
    field = Field(golden)
    defect(field)
    write_netcdf(field, golden, at("defect.nc"))
    check(name + ", NetCDF", at("defect.nc"), golden, kinds, words)
    vtk_of(field, like, at("defect.vtu"))
    check(name + ", VTK", at("defect.vtu"), golden, kinds, words)
# One array of one lead by itself, as a slip in a script makes it.
grid = read_vtk(like)
put(grid, "lead field gradient V3", -vtk_to_numpy(grid.GetPointData().GetArray("lead field gradient V3")))
write_vtk(grid, at("defect.vtu"))
check("the sign of one lead's array, VTK", at("defect.vtu"), golden, ["sign"], ["V3"])
grid = read_vtk(like)
put(grid, "lead field gradient V3", 1.02 * vtk_to_numpy(grid.GetPointData().GetArray("lead field gradient V3")))
write_vtk(grid, at("defect.vtu"))
check("one lead's array 2 % too large, VTK", at("defect.vtu"), golden, ["strayLead"], ["V3"])
vtk_of(Field(golden), like, at("again.vtu"))
check("another patient, NetCDF", other, golden, ["otherPatient"], ["another patient"])
lfconvert("convert", other, "--out", at("other.vtu"), "--quiet")
check("another patient, VTK", at("other.vtu"), golden, ["otherPatient"], ["another patient"])

# ECGs.
head = open(table).readline()
rows = np.genfromtxt(table, delimiter=",", skip_header=1)
column = {name.replace("_", " ").split()[0]: i for i, name in enumerate(head.strip().split(","))}


def ecg(name, change, kinds, words, header=None):
    values = rows.copy()
    values = change(values)
    if values is None:
        return
    with open(at("ecg.csv"), "w") as f:
        f.write(header or head)
        f.writelines(",".join("nan" if np.isnan(v) else repr(float(v)) for v in row) + "\n" for row in values)
    check("ECG: " + name, at("ecg.csv"), table, kinds, words)


def negated(lead):
    def change(values):
        values[:, column[lead]] *= -1
        return values
    return change


def exchanged(a, b):
    def change(values):
        values[:, [column[a], column[b]]] = values[:, [column[b], column[a]]]
        return values
    return change


def arms(values):
    one, two, three = (rows[:, column[n]] for n in ("I", "II", "III"))
    for name, trace in {"I": -one, "II": three, "III": two, "aVR": rows[:, column["aVL"]], "aVL": rows[:, column["aVR"]]}.items():
        values[:, column[name]] = trace
    return values


def scaled(factor):
    def change(values):
        values[:, 1:] *= factor
        return values
    return change


def ecg_hole(values):
    values[40, column["V5"]] = np.nan
    return values


def late(values):
    values[:, 1:] = np.roll(values[:, 1:], 10, axis=0)
    return values


ecg("the sign of V3", negated("V3"), ["sign"], ["V3"])
ecg("the sign of II", negated("II"), ["sign"], ["II"])
ecg("V1 and V2 exchanged", exchanged("V1", "V2"), ["exchanged"], ["V1", "V2"])
ecg("V4 and V5 exchanged", exchanged("V4", "V5"), ["exchanged"], ["V4", "V5"])
ecg("I and aVL exchanged", exchanged("I", "aVL"), ["exchanged"], ["I", "aVL"])
ecg("RA and LA exchanged", arms, ["exchanged"], ["RA", "LA"])
ecg("2 % too large", scaled(1.02), ["scale"], ["1.02"])
ecg("microvolts as millivolts", scaled(1000), ["unit"], ["1000"])
ecg("volts as millivolts", scaled(0.001), ["unit"], ["0.001"])
ecg("a hole", ecg_hole, ["notFinite"], ["V5"])
ecg("20 ms late", late, ["timing"], ["20.0 ms later"])
ecg("ends too soon", lambda v: v[: len(v) // 2], ["timing"], [])
ecg("without V6", lambda v: v[:, :-1], ["missingLead"], ["V6"], ",".join(head.strip().split(",")[:-1]) + "\n")

# The golden files themselves have no defect, and a faithful conversion has none.
for name, prediction, truth in (("NetCDF", golden, golden), ("VTK", like, golden), ("VTK written by VTK", at("again.vtu"), golden), ("ECG", table, table)):
    count += 1
    done = lfconvert("check", prediction, truth, "--gate", "strict")
    if done.returncode:
        missed.append(f"{name} without a defect: {done.stderr.strip()}")

for line in missed:
    print("missed:", line)
print(f"{count} checks, {len(missed)} missed")
sys.exit(1 if missed else 0)
