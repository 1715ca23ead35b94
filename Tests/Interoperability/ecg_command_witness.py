"""Holds `lfconvert ecg` against the golden ECGs: from activation times, and from series of transmembrane voltages.

Usage: ecg_command_witness.py LFCONVERT FOLDER
The ECG is read with wfdb and pyedflib and compared with GoldenData's table, which FEniCSx's gradients made. The
voltages of the same beat are computed here, and written as a collection, as a file with time steps and as openCARP
writes them (points in another order, micrometres); all must give the same ECG. Damaged series must end in one line.
Exits with 1 and says what is wrong, or with 0.
"""

import base64
import os
import subprocess
import sys

import netCDF4
import numpy as np
import pyedflib
import wfdb

binary, folder = sys.argv[1], sys.argv[2]
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
case = os.path.join(root, "GoldenData", "female-1")
field = os.path.join(case, "golden-standard.nc")
os.makedirs(folder, exist_ok=True)
failures = []
NAMES = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]


def at(name):
    return os.path.join(folder, name)


def expect(condition, message):
    if not condition:
        failures.append(message)


def run(*arguments, code=0, file=None):
    done = subprocess.run([binary, "ecg", field, *arguments], capture_output=True, text=True)
    lines = [l for l in done.stderr.splitlines() if not l.startswith("warning")]
    expect(done.returncode == code, f"{' '.join(arguments)}: exit code {done.returncode}, {done.stderr.strip()}")
    if code:
        expect(len(lines) == 1 and (file is None or file in lines[0]), f"{' '.join(arguments)}: says {lines}")
    return done


golden = np.genfromtxt(os.path.join(case, "ecg-standard.csv"), delimiter=",", skip_header=1)
times, golden = golden[:, 0], golden[:, 1:].T


def compare(what, traces, limit=1e-4):
    traces = np.array(traces)[:, : golden.shape[1]]
    error = ((traces - golden) ** 2).sum() / (golden**2).sum()
    expect(error <= limit, f"{what}: relative mean squared error {error:.2e}")
    print(f"{what}: relative mean squared error {error:.1e}")


def table(name):
    return np.genfromtxt(at(name), delimiter=",", skip_header=1)[:, 1:].T


# Files of ECGs, read by others.
run("--out", at("ecg.hea"))
record = wfdb.rdrecord(at("ecg"))
expect(record.fs == 500 and record.sig_name == NAMES and set(record.units) == {"mV"}, f"wfdb: {record.sig_name}")
compare("WFDB by wfdb", record.p_signal.T)
digital = wfdb.rdrecord(at("ecg"), physical=False).d_signal.astype(int).T
one, two, three, right, left, foot = digital[:6]
expect((one + three == two).all(), "WFDB: I + III = II does not hold in integers")
expect(np.abs(2 * right + one + two).max() <= 1, "WFDB: aVR = -(I + II)/2 does not hold to rounding")
expect(np.abs(right + left + foot).max() <= 2, "WFDB: aVR + aVL + aVF = 0 does not hold to rounding")
run("--out", at("ecg.edf"), "--gain", "1000")
edf = pyedflib.EdfReader(at("ecg.edf"))
expect([l.replace("ECG ", "") for l in edf.getSignalLabels()] == NAMES, f"EDF: {edf.getSignalLabels()}")
expect(edf.getSampleFrequency(0) == 500, "EDF: rate")
unit = {"mV": 1, "uV": 1e-3}
compare("EDF by pyedflib", [edf.readSignal(i) * unit[edf.getPhysicalDimension(i)] for i in range(12)])
edf.close()

# The same beat as voltages.
data = netCDF4.Dataset(field)
points = np.stack([data[f"node_{a}"][:].data for a in "xyz"], axis=1).astype(np.float64)
cells = data["cell_node"][:].data.astype(np.int64).reshape(-1, 4)
fibres = data["cell_fiber"][:].data.astype(np.float64)
up = data["point_activation"][:].data.astype(np.float64)
down = data["point_repolarisation"][:].data.astype(np.float64)


def voltage(t):
    with np.errstate(over="ignore"):
        return -85 + 100 / (1 + np.exp(-(t - up) / 2)) / (1 + np.exp((t - down) / 15))


def inline(name, values, components=1):
    kind = {"f": "Float", "i": "Int", "u": "UInt"}[values.dtype.kind] + str(8 * values.dtype.itemsize)
    raw = values.tobytes()
    text = base64.b64encode(np.uint32(len(raw)).tobytes() + raw).decode()
    return (f'<DataArray type="{kind}" Name="{name}" NumberOfComponents="{components}" format="binary">'
            f"{text}</DataArray>")


def vtu(name, arrays, where=points, steps=None):
    offsets = np.arange(4, 4 * len(cells) + 1, 4)
    values = "" if steps is None else f' TimeValues="{" ".join(map(str, steps))}"'
    with open(at(name), "w") as f:
        f.write('<VTKFile type="UnstructuredGrid" version="0.1" byte_order="LittleEndian">'
                f'<UnstructuredGrid{values}><Piece NumberOfPoints="{len(points)}" NumberOfCells="{len(cells)}">'
                f"<PointData>{arrays}</PointData><Points>{inline('Points', where, 3)}</Points><Cells>"
                f"{inline('connectivity', cells)}{inline('offsets', offsets)}"
                f"{inline('types', np.full(len(cells), 10, np.uint8))}</Cells></Piece></UnstructuredGrid></VTKFile>")


def pvd(name, entries):
    with open(at(name), "w") as f:
        f.write('<VTKFile type="Collection" version="0.1"><Collection>')
        f.writelines(f'<DataSet timestep="{t}" file="{file}"/>' for t, file in entries)
        f.write("</Collection></VTKFile>")


def step_files(prefix, scale=1, dtype=np.float32, where=points):
    files = []
    for k, t in enumerate(times):
        files.append((t, f"{prefix}{k}.vtu"))
        vtu(files[-1][1], inline("Vm", (scale * voltage(t)).astype(dtype)), where)
    return files


steps = step_files("mv")
pvd("mv.pvd", steps)
run(at("mv.pvd"), "--out", at("mv.csv"))
compare("collection of .vtu, mV", table("mv.csv"))
pvd("seconds.pvd", [(t / 1000, f) for t, f in step_files("v", 1e-3, np.float64)])
run(at("seconds.pvd"), "--out", at("v.csv"))
compare("collection in seconds and volts", table("v.csv"))
many = "".join(inline("Vm", voltage(t).astype(np.float32)).replace(" format", f' TimeStep="{k}" format')
               for k, t in enumerate(times))
vtu("steps.vtu", many, steps=times)
run(at("steps.vtu"), "--out", at("steps.csv"))
compare("one .vtu with time steps", table("steps.csv"))
subprocess.run([binary, "convert", at("steps.vtu"), "--out", at("again.pvd"), "--quiet"], check=True)
run(at("again.pvd"), "--out", at("again.csv"))
compare("the collection that convert makes of it", table("again.csv"))

# As openCARP has it: other order, micrometres, fibres in a .lon.
order = np.random.default_rng(1).permutation(len(points))
place = np.argsort(order)
with open(at("heart.pts"), "w") as f:
    f.write(f"{len(points)}\n")
    f.writelines("%.3f %.3f %.3f\n" % tuple(p) for p in 1e3 * points[order])
with open(at("heart.elem"), "w") as f:
    f.write(f"{len(cells)}\n")
    f.writelines("Tt %d %d %d %d 1\n" % tuple(c) for c in place[cells])
with open(at("heart.lon"), "w") as f:
    f.write("1\n")
    f.writelines("%.9f %.9f %.9f\n" % tuple(v) for v in fibres)


def igb(name, values, kind="float", header_times=None, extra="", cut=0):
    header = (f"x:{values.shape[1]} y:1 z:1 t:{values.shape[0]} type:{kind} systeme:little_endian\r\n"
              f"org_t:{times[0]} dim_t:{times[-1] - times[0]} unites_t:ms unites:mV facteur:1 zero:0 {extra}\r\n")
    with open(at(name), "wb") as f:
        f.write(header.encode().ljust(1023) + b"\x0c")
        f.write(values.tobytes()[: values.nbytes - cut])


all_voltages = np.array([voltage(t)[order] for t in times], np.float32)
igb("vm.igb", all_voltages)
run(at("vm.igb"), "--mesh", at("heart.pts"), "--out", at("igb.csv"))
compare(".igb on openCARP's mesh, reordered", table("igb.csv"))

# The times of the source stay, whatever it is.
for name in ["mv", "v", "steps", "igb"]:
    own = np.genfromtxt(at(name + ".csv"), delimiter=",", skip_header=1)[:, 0]
    expect(np.allclose(1e3 * own, times, atol=1e-6), f"{name}: times from {own[0]} s, the source's from {times[0]} ms")
expect(any("time of the first sample: %s s" % (times[0] / 1e3) in c for c in record.comments), f"wfdb: {record.comments}")

# What cannot be.
run(at("vm.igb"), "--mesh", at("heart.elem"), "--out", at("x.csv"), code=65)
igb("cut.igb", all_voltages, cut=1000)
run(at("cut.igb"), "--mesh", at("heart.pts"), "--out", at("x.csv"), code=65, file="cut.igb")
igb("absurd.igb", 1e3 * all_voltages)
run(at("absurd.igb"), "--mesh", at("heart.pts"), "--out", at("x.csv"), code=65, file="absurd.igb")
holed = all_voltages.copy()
holed[7, 3] = np.nan
igb("nan.igb", holed)
run(at("nan.igb"), "--mesh", at("heart.pts"), "--out", at("x.csv"), code=65, file="nan.igb")
igb("few.igb", all_voltages[:, :-1].copy())
run(at("few.igb"), "--out", at("x.csv"), code=65, file="few.igb")
pvd("gap.pvd", steps[:40] + steps[45:])
run(at("gap.pvd"), "--out", at("x.csv"), code=65, file="gap.pvd")
run(at("gap.pvd"), "--out", at("gap.csv"), "--rate", "500")
pvd("missing.pvd", steps[:5] + [(times[5], "nowhere.vtu")])
run(at("missing.pvd"), "--out", at("x.csv"), code=66, file="missing.pvd")
vtu("moved.vtu", inline("Vm", voltage(0).astype(np.float32)), points + 1)
pvd("moved.pvd", steps[:5] + [(times[5], "moved.vtu")])
run(at("moved.pvd"), "--out", at("x.csv"), code=65, file="moved.pvd")
vtu("other.vtu", inline("Vn", voltage(0).astype(np.float32)))
pvd("other.pvd", steps[:5] + [(times[5], "other.vtu")])
run(at("other.pvd"), "--out", at("x.csv"), code=65, file="other.pvd")
pvd("back.pvd", [steps[3], steps[2]])
back = run(at("back.pvd"), "--out", at("x.csv"), code=65, file="back.pvd")
expect("times must increase" in back.stderr, f"times that go back: {back.stderr.strip()}")
expect(not os.path.exists(at("x.csv")), "a failure left a file")

for failure in failures:
    print("wrong:", failure)
sys.exit(1 if failures else 0)
