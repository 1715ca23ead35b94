"""Makes the files of valid/ and invalid/ and cases.json with netCDF4.

Usage: python make.py (needs netCDF4 and numpy)
"""

import json
import os
import shutil

import netCDF4
import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for side in ("valid", "invalid"):
    shutil.rmtree(side, ignore_errors=True)
    os.makedirs(side)
cases = []
t = np.arange(6)
values = np.stack([np.round(np.sin(t), 3), np.round(np.cos(t), 3)])
values[1, 2] = np.nan


def write(path, change=None, kind="f8"):
    with netCDF4.Dataset(path, "w") as d:
        d.createDimension("lead", 2)
        d.createDimension("time", 6)
        d.setncatts({"Conventions": "CF-1.11", "electrocardiogram_contract": "lfconvert ECG 1", "title": "by netCDF4",
                     "sampling_rate": 500.0, "synthetic": np.int8(1), "start": "2026-01-31T10:20:30.250", "comment": "one\ntwo"})
        name = d.createVariable("lead_name", str, ("lead",))
        name.long_name = "lead name"
        name[:] = np.array(["I", "V1"], dtype=object)
        time = d.createVariable("time", "f8", ("time",))
        time.setncatts({"units": "s", "long_name": "time since the first sample"})
        time[:] = t / 500
        v = d.createVariable("electrocardiogram", kind, ("lead", "time"))
        v.setncatts({"units": "mV", "long_name": "voltage", "coordinates": "lead_name"})
        v[:] = values
        if change:
            change(d)


for name, kind in (("double", "f8"), ("float", "f4")):
    write(f"valid/{name}.nc", kind=kind)
    v = values.astype(kind)
    ok = np.isfinite(v)
    cases.append({"file": f"valid/{name}.nc", "holds": {"format": "NETCDF4", "dimensions": {"lead": 2, "time": 6}, "variables": [
        {"name": "electrocardiogram", "units": "mV", "dims": ["lead", "time"], "min": float(np.nanmin(v)), "max": float(np.nanmax(v))}]}})

with open("cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
os.rmdir("invalid")
