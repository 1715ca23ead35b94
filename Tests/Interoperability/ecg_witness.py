"""Holds ECG files against wfdb, pyedflib, pydicom, xarray and Python's XML reader.

Usage: ecg_witness.py LFCONVERT FOLDER
What lfconvert writes they read, and what they write lfconvert reads, to the precision of the pages in Formats/;
damaged files end in one line. Exits with 1 and says what is wrong, or with 0.
"""

import json
import os
import random
import resource
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pydicom
import pyedflib
import wfdb
import xarray

binary, folder = sys.argv[1], sys.argv[2]
failures = []
NAMES = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]
MILLIVOLTS = {"mV": 1, "uV": 1e-3, "nV": 1e-6, "V": 1e3}


def expect(condition, message):
    if not condition:
        failures.append(message)


def run(*arguments, code=0):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True)
    expect(done.returncode == code, f"{' '.join(arguments)}: exit code {done.returncode}, {done.stderr.strip()}")
    return done


def at(name):
    return os.path.join(folder, name)


def convert(source, target, *options):
    run("convert", at(source), "--out", at(target), "--quiet", *options)


def told(name):
    return json.loads(run("info", at(name), "--json").stdout)


def table(name):
    """A table of lfconvert: rate, names, samples by lead."""
    with open(at(name)) as f:
        titles = f.readline().rstrip("\n").split(",")
        rows = np.array([[float(x) for x in line.split(",")] for line in f])
    expect(titles[0] == "time_s" and all(t.endswith("]") for t in titles[1:]), f"{name}: titles {titles}")
    return {t.split(" [")[0]: rows[:, i + 1] for i, t in enumerate(titles[1:])}, rows[:, 0]


def close(name, mine, theirs, step, invalid=True):
    """Samples agree to a step; NaN with NaN, where the format has it."""
    mine, theirs = np.asarray(mine), np.asarray(theirs)[: len(mine)]
    if not expect_shape(name, mine, theirs):
        return
    ok = np.isfinite(mine)
    if invalid:
        expect(np.array_equal(ok, np.isfinite(theirs)), f"{name}: invalid samples differ")
    worst = np.max(np.abs(mine[ok] - theirs[ok]), initial=0)
    expect(worst <= step, f"{name}: off by {worst} mV, more than {step}")


def expect_shape(name, mine, theirs):
    expect(mine.shape == theirs.shape, f"{name}: {theirs.shape} samples, not {mine.shape}")
    return mine.shape == theirs.shape


def waves(count, seed=1):
    """Twelve leads as a computation gives them; a sample of V3 is invalid."""
    r = np.random.default_rng(seed)
    one, two = (np.cumsum(r.normal(0, 0.03, count)) for _ in range(2))
    limbs = [one, two, two - one, -(one + two) / 2, one - two / 2, two - one / 2]
    leads = dict(zip(NAMES, limbs + [np.cumsum(r.normal(0, 0.05, count)) for _ in range(6)]))
    leads["V3"][count // 3] = np.nan
    return leads


def write_table(name, leads, rate):
    with open(at(name), "w") as f:
        f.write("time_s," + ",".join(f"{n} [mV]" for n in leads) + "\n")
        for i in range(len(next(iter(leads.values())))):
            f.write(",".join([repr(i / rate)] + [repr(float(v[i])) for v in leads.values()]) + "\n")


def relations(name, leads):
    """Einthoven's and Goldberger's, to half a step of 0.5 µV."""
    i, ii = leads["I"], leads["II"]
    for lead, value, slack in (("III", ii - i, 1e-9), ("aVR", -(i + ii) / 2, 2.51e-4), ("aVL", i - ii / 2, 2.51e-4), ("aVF", ii - i / 2, 2.51e-4)):
        expect(np.max(np.abs(leads[lead] - value)) <= slack, f"{name}: {lead} does not follow from I and II")


def by_wfdb(name):
    record = wfdb.rdrecord(at(name))
    return {n: record.p_signal[:, k] * MILLIVOLTS[record.units[k]] for k, n in enumerate(record.sig_name)}, record.fs


def by_pyedflib(name):
    with pyedflib.EdfReader(at(name)) as f:
        labels = [l.replace("ECG ", "") for l in f.getSignalLabels()]
        return {l: f.readSignal(k) * MILLIVOLTS[f.getPhysicalDimension(k).strip()] for k, l in enumerate(labels)}, f.getSampleFrequency(0)


def by_pydicom(name):
    d = pydicom.dcmread(at(name))
    expect(d.SOPClassUID == "1.2.840.10008.5.1.4.1.1.9.1.1", f"{name}: {d.SOPClassUID}")
    group = d.WaveformSequence[0]
    values = d.waveform_array(0)
    codes = {"2:1": "I", "2:2": "II", "2:61": "III", "2:62": "aVR", "2:63": "aVL", "2:64": "aVF", **{f"2:{k + 2}": f"V{k}" for k in range(1, 7)}}
    raw = np.frombuffer(group.WaveformData, "<i2").reshape(values.shape)
    padding = group.get((0x5400, 0x100A))
    leads = {}
    for k, channel in enumerate(group.ChannelDefinitionSequence):
        v = values[:, k] * MILLIVOLTS[channel.ChannelSensitivityUnitsSequence[0].CodeValue]
        if padding is not None:
            v = np.where(raw[:, k] == int(np.frombuffer(padding.value, "<i2")[0]), np.nan, v)
        leads[codes[channel.ChannelSourceSequence[0].CodeValue]] = v
    return leads, float(group.SamplingFrequency)


def by_xml(name):
    space = {"v": "urn:hl7-org:v3"}
    series = ET.parse(at(name)).getroot().find("v:component/v:series", space)
    expect(series.find("v:code", space).get("code") == "RHYTHM", f"{name}: no rhythm")
    names = {("MDC_ECG_LEAD_" + n).upper(): n for n in NAMES}
    leads, rate = {}, None
    for sequence in series.findall("v:component/v:sequenceSet/v:component/v:sequence", space):
        code, value = sequence.find("v:code", space).get("code"), sequence.find("v:value", space)
        if code.startswith("TIME"):
            increment = value.find("v:increment", space)
            rate = 1 / float(increment.get("value"))
            continue
        scale, origin = value.find("v:scale", space), value.find("v:origin", space)
        digits = np.array(value.find("v:digits", space).text.split(), dtype=float)
        leads[names[code]] = (digits * float(scale.get("value")) + float(origin.get("value"))) * MILLIVOLTS[scale.get("unit")]
    return leads, rate


def by_xarray(name):
    with xarray.open_dataset(at(name)) as d:
        v = d["electrocardiogram"]
        expect(v.attrs["units"] == "mV" and v.dims == ("lead", "time"), f"{name}: {v.dims}")
        return {str(n): v.values[k] for k, n in enumerate(d["lead_name"].values)}, float(d.attrs["sampling_rate"])


READERS = {".hea": by_wfdb, ".edf": by_pyedflib, ".bdf": by_pyedflib, ".dcm": by_pydicom, ".xml": by_xml, ".nc": by_xarray}


def ours_by_theirs():
    for count, rate in ((5000, 500), (1234, 500), (997, 360), (2000, 1000)):
        leads = waves(count, count)
        write_table("source.csv", leads, rate)
        for suffix, reader in READERS.items():
            name = f"ours{suffix}"
            convert("source.csv", name)
            run("validate", at(name), "--quiet")
            found, found_rate = reader(name.removesuffix(".hea"))
            expect(list(found) == NAMES, f"{name}: leads {list(found)}")
            expect(abs(found_rate - rate) < 1e-6 * rate, f"{name}: {found_rate} Hz, not {rate}")
            for n in NAMES:
                close(f"{name} ({count}) {n}", leads[n], found[n], 0 if suffix == ".nc" else 1e-3, suffix in (".hea", ".dcm", ".nc"))
            if suffix != ".nc":
                relations(name, found)
            # Back in a table: what they read, to the digits of a double.
            convert(name, "back.csv")
            back, times = table("back.csv")
            for n in NAMES:
                close(f"{name} as a table: {n}", found[n], back[n][: len(found[n])], 1e-6, suffix in (".hea", ".dcm", ".nc"))
            expect(abs(times[1] - 1 / rate) < 1e-9, f"{name}: step {times[1]} s")


def theirs_by_ours():
    n, rate = 400, 250
    r = np.random.default_rng(7)
    v = np.round(np.cumsum(r.normal(0, 0.02, (n, 3)), axis=0), 3)
    v[10, 1] = np.nan
    for fmt, limit in (("16", 1e9), ("24", 1e9), ("32", 1e9), ("212", 2.0), ("80", 0.12)):
        p = np.clip(v, -limit, limit)
        wfdb.wrsamp(f"w{fmt}", fs=rate, units=["mV"] * 3, sig_name=["I", "AVF", "V6"], p_signal=p, fmt=[fmt] * 3,
                    adc_gain=[1000.0] * 3, baseline=[0] * 3, write_dir=folder)
        compare(f"w{fmt}.hea", ["I", "aVF", "V6"], wfdb.rdrecord(at(f"w{fmt}")).p_signal, rate)
    v[10, 1] = 0
    for suffix, kind, top in ((".edf", pyedflib.FILETYPE_EDF, 32767), ("+.edf", pyedflib.FILETYPE_EDFPLUS, 32767),
                              (".bdf", pyedflib.FILETYPE_BDF, 8388607), ("+.bdf", pyedflib.FILETYPE_BDFPLUS, 8388607)):
        with pyedflib.EdfWriter(at("e" + suffix), 3, file_type=kind) as f:
            for k, label in enumerate(["ECG I", "ECG aVF", "ECG V6"]):
                f.setSignalHeader(k, {"label": label, "dimension": "mV", "sample_frequency": rate, "physical_min": -5, "physical_max": 5,
                                      "digital_min": -top - 1, "digital_max": top, "transducer": "", "prefilter": ""})
            f.writeSamples([v[:, k] for k in range(3)])
        with pyedflib.EdfReader(at("e" + suffix)) as f:
            compare("e" + suffix, ["I", "aVF", "V6"], np.stack([f.readSignal(k) for k in range(3)], axis=1), rate)


def compare(name, names, values, rate):
    """info and a table against what the writer's own reader gives."""
    info = told(name)
    expect(info["samplingRate"] == rate and info["samples"] == len(values), f"{name}: {info['samplingRate']} Hz, {info['samples']}")
    expect([l["name"] for l in info["leads"]] == names, f"{name}: {[l['name'] for l in info['leads']]}")
    for k, lead in enumerate(info["leads"]):
        ok = values[np.isfinite(values[:, k]), k]
        for what, value in (("min", ok.min()), ("max", ok.max()), ("sum", ok.sum())):
            expect(abs(lead[what] - value) <= 1e-9 * max(1, abs(ok).sum()), f"{name}: {what} of {lead['name']}")
    convert(name, "theirs.csv")
    found, _ = table("theirs.csv")
    for k, n in enumerate(names):
        close(f"{name} as a table: {n}", values[:, k], found[n], 1e-6)
    # From integers to integers: nothing is rounded twice.
    convert(name, "again.hea")
    again, _ = by_wfdb("again")
    for k, n in enumerate(names):
        close(f"{name} as WFDB: {n}", values[:, k], again[n], 0.51 * 10 / 65535)


def damaged():
    r = random.Random(3)
    for name in ("ours.hea", "ours.dat", "ours.edf", "ours.bdf", "ours.dcm", "ours.xml", "source.csv", "w212.hea", "e+.edf"):
        whole = open(at(name), "rb").read()
        header = "damaged.hea" if name.endswith((".hea", ".dat")) else "damaged" + os.path.splitext(name)[1]
        for trial in range(24):
            data = bytearray(whole)
            if trial % 2:
                data = data[: r.randrange(len(data))]
            else:
                for _ in range(1 + trial % 5):
                    # Half of the damage hits the header.
                    data[r.randrange(min(len(data), 600) if trial % 4 else len(data))] = r.randrange(256)
            if name == "ours.dat":
                os.replace(at(name), at("kept"))
                open(at(name), "wb").write(data)
                target = "ours.hea"
            else:
                open(at(header), "wb").write(data)
                target = header
            out = at("out.csv")
            if os.path.exists(out):
                os.remove(out)
            done = subprocess.run([binary, "convert", at(target), "--out", out, "--quiet"], capture_output=True, text=True)
            lines = [l for l in done.stderr.splitlines() if not l.startswith("warning")]
            expect(done.returncode in (0, 64, 65, 66, 69), f"damaged {name}, trial {trial}: exit code {done.returncode}")
            if done.returncode:
                expect(len(lines) == 1 and target in lines[0], f"damaged {name}, trial {trial}: {lines}")
                expect(not os.path.exists(out), f"damaged {name}, trial {trial}: left output")
            if name == "ours.dat":
                os.replace(at("kept"), at(name))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    expect(peak < 512, f"damaged files took up to {peak:.0f} MiB")


os.makedirs(folder, exist_ok=True)
ours_by_theirs()
theirs_by_ours()
damaged()
for failure in failures[:40]:
    print(f"ecg_witness: {failure}", file=sys.stderr)
sys.exit(1 if failures else 0)
