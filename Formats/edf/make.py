"""Makes the files of valid/ and invalid/ and cases.json with pyedflib, gaps and damage by hand.

Usage: python make.py (needs pyedflib and numpy)
"""

import datetime
import json
import os
import shutil

import numpy as np
import pyedflib

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for side in ("valid", "invalid"):
    shutil.rmtree(side, ignore_errors=True)
    os.makedirs(side)
cases = []
SCALE = {"mV": 1.0, "uV": 1e-3, "V": 1e3}


def statistics(name, unit, values):
    values = np.asarray(values, dtype=float) * SCALE.get(unit, 1)
    ok = values[np.isfinite(values)]
    return {"name": name, "units": "mV" if unit in SCALE else unit, "min": float(ok.min()), "max": float(ok.max()),
            "sum": float(ok.sum()), "invalid": int(len(values) - len(ok))}


def write(name, kind, labels, signals, rate, units, ranges, prefilter="", notes=(), duration=None, start=None):
    with pyedflib.EdfWriter(f"valid/{name}", len(labels), file_type=kind) as f:
        top = 32767 if kind in (pyedflib.FILETYPE_EDF, pyedflib.FILETYPE_EDFPLUS) else 8388607
        if duration:
            f.setDatarecordDuration(duration)
        for i, label in enumerate(labels):
            f.setSignalHeader(i, {
                "label": label, "dimension": units[i], "sample_frequency": rate[i], "physical_min": ranges[i][0],
                "physical_max": ranges[i][1], "digital_min": -top - 1, "digital_max": top, "transducer": "",
                "prefilter": prefilter})
        f.setStartdatetime(start or datetime.datetime(2026, 1, 31, 10, 20, 30))
        f.writeSamples(signals)
        for onset, length, text in notes:
            f.writeAnnotation(onset, length, text)


def expect(name, names, rate, keep=None, **extra):
    with pyedflib.EdfReader(f"valid/{name}") as f:
        keep = range(f.signals_in_file) if keep is None else keep
        leads = [statistics(n, f.getPhysicalDimension(i).strip(), f.readSignal(i)) for n, i in zip(names, keep)]
        samples = int(f.getNSamples()[keep[0]])
    cases.append({"file": f"valid/{name}", "holds": {"samplingRate": rate, "samples": samples, "leads": leads, **extra}})


def wave(n, k, size=1.0):
    return size * np.sin(np.arange(n) * 0.3 + k) * np.exp(-np.arange(n) / n)


EDF, EDFP, BDF, BDFP = (pyedflib.FILETYPE_EDF, pyedflib.FILETYPE_EDFPLUS, pyedflib.FILETYPE_BDF, pyedflib.FILETYPE_BDFPLUS)
write("plain.edf", EDF, ["ECG I", "ECG aVR"], [wave(100, 0), wave(100, 1)], [50, 50], ["mV", "mV"], [(-5, 5)] * 2)
expect("plain.edf", ["I", "aVR"], 50, start="2026-01-31T10:20:30.000")
write("plus.edf", EDFP, ["Lead II", "V1"], [wave(200, 0, 900), wave(200, 2, 900)], [100, 100], ["uV", "uV"],
      [(-3276.8, 3276.7)] * 2, "HP:0.05Hz LP:40Hz", [(0.5, 0.1, "beat"), (1.25, -1, "héart")])
expect("plus.edf", ["II", "V1"], 100, comments=["at 0.5 s: beat", "at 1.25 s: héart"])
write("wide.bdf", BDF, ["I", "II"], [wave(60, 0), wave(60, 1)], [60, 60], ["mV", "mV"], [(-262.144, 262.143)] * 2)
expect("wide.bdf", ["I", "II"], 60)
write("plus.bdf", BDFP, ["I", "Resp"], [wave(60, 0), wave(60, 1, 40)], [60, 60], ["mV", "%"], [(-10, 10), (-100, 100)])
expect("plus.bdf", ["I", "Resp"], 60)
write("slow-signal.edf", EDFP, ["ECG V2", "Temp"], [wave(100, 0), wave(4, 0, 30)], [50, 2], ["mV", "degC"], [(-5, 5), (-50, 50)])
expect("slow-signal.edf", ["V2"], 50, keep=[0])
write("inverted.edf", EDF, ["I"], [wave(50, 0)], [50], ["mV"], [(5, -5)])
expect("inverted.edf", ["I"], 50)
write("short-records.edf", EDFP, ["I", "II"], [wave(90, 0), wave(90, 1)], [250, 250], ["mV", "mV"], [(-5, 5)] * 2, duration=0.18)
expect("short-records.edf", ["I", "II"], 250)
write("many.edf", EDFP, ["ECG " + n for n in "I II III aVR aVL aVF V1 V2 V3 V4 V5 V6".split()], [wave(40, k) for k in range(12)],
      [20] * 12, ["mV"] * 12, [(-5, 5)] * 12)
expect("many.edf", "I II III aVR aVL aVF V1 V2 V3 V4 V5 V6".split(), 20)

plus = bytearray(open("valid/plus.edf", "rb").read())
ns = int(plus[252:256])
head = 256 * (ns + 1)
sizes = [int(plus[256 + 216 * ns + 8 * s : 264 + 216 * ns + 8 * s]) for s in range(ns)]
record = 2 * sum(sizes)
marks = 2 * sum(sizes[:2])


def put(data, at, text, width=8):
    data[at : at + width] = text.ljust(width).encode()


def onset(data, k, text):
    """Writes when record k begins, in place of all its annotations."""
    start = head + k * record + marks
    data[start : head + (k + 1) * record] = (f"+{text}\x14\x14\0".encode()).ljust(record - marks, b"\0")


# A gap of 0.3 s in a discontinuous file, and a number of records that is not known.
gap = bytearray(plus)
put(gap, 192, "EDF+D", 44)
onset(gap, 0, "0")
onset(gap, 1, "1.3")
open("valid/gap.edf", "wb").write(gap)
with pyedflib.EdfReader("valid/plus.edf") as f:
    signals = [f.readSignal(i) for i in (0, 1)]
nothing = np.full(30, np.nan)
cases.append({"file": "valid/gap.edf", "holds": {"samplingRate": 100, "samples": 230, "leads": [
    statistics(n, "uV", np.concatenate([s[:100], nothing, s[100:]])) for n, s in zip(["II", "V1"], signals)]}})
unknown = bytearray(plus)
put(unknown, 236, "-1")
open("valid/unknown-length.edf", "wb").write(unknown)
cases.append({"file": "valid/unknown-length.edf", "holds": {"samplingRate": 100, "samples": 200, "leads": [
    statistics(n, "uV", s) for n, s in zip(["II", "V1"], signals)]}})


def invalid(name, error, change, source=plus):
    data = bytearray(source)
    changed = change(data)
    open(f"invalid/{name}.edf", "wb").write(changed if changed is not None else data)
    cases.append({"file": f"invalid/{name}.edf", "error": error, "code": 65})


invalid("cut", "do not fit", lambda d: d[:-1])
invalid("cut-header", "ends inside its header", lambda d: d[:700])
invalid("cut-start", "an EDF header has 256", lambda d: d[:200])
invalid("version", "is no EDF file", lambda d: put(d, 0, "7"))
invalid("signals", "header of 1024 bytes, and 2 signals", lambda d: put(d, 252, "2", 4))
invalid("many-signals", "the number of signals 9999", lambda d: put(d, 252, "9999", 4))
invalid("negative-signals", "the number of signals -3", lambda d: put(d, 252, "-3", 4))
invalid("no-signals", "the number of signals 0", lambda d: put(d, 252, "0", 4))
invalid("records", "do not fit", lambda d: put(d, 236, "99999999"))
invalid("no-records", "has no records", lambda d: put(d, 236, "0"))
invalid("minus-records", "the number of records -2", lambda d: put(d, 236, "-2"))
invalid("duration", "no number", lambda d: put(d, 244, "one"))
invalid("negative-duration", "records of -1.0 s", lambda d: put(d, 244, "-1"))
invalid("zero-duration", "records of 0 s", lambda d: put(d, 244, "0"))
invalid("tiny-duration", "sampling rate of", lambda d: put(d, 244, "1e-7"))
invalid("date", "start date", lambda d: put(d, 168, "xx.01.26"))
invalid("no-such-date", "does not exist", lambda d: put(d, 168, "31.02.26"))
invalid("time", "does not exist", lambda d: put(d, 176, "25.00.00"))
invalid("digital-range", "must differ", lambda d: put(d, 256 + 120 * ns, "32767"))
invalid("digital-text", "digital minimum", lambda d: put(d, 256 + 120 * ns, "low"))
invalid("wide-digital", "digital minimum -40000", lambda d: put(d, 256 + 120 * ns, "-40000"))
invalid("physical-range", "must differ", lambda d: put(d, 256 + 104 * ns, "3276.7"))
invalid("comma", "no number", lambda d: put(d, 256 + 104 * ns, "-3276,8"))
invalid("infinite", "no number", lambda d: put(d, 256 + 104 * ns, "inf"))
invalid("huge-records", "do not fit", lambda d: put(d, 256 + 216 * ns, "9999999"))
invalid("negative-record", "samples a record -5", lambda d: put(d, 256 + 216 * ns, "-5"))
invalid("overlap", "before the end of the record before", lambda d: (put(d, 192, "EDF+D", 44), onset(d, 0, "0"), onset(d, 1, "0.5"))[0])
invalid("endless-gap", "more than a file of this size", lambda d: (put(d, 192, "EDF+D", 44), onset(d, 0, "0"), onset(d, 1, "9000000000"))[0])
invalid("no-onset", "does not say when it begins", lambda d: d.__setitem__(slice(head + marks, head + record), bytes(record - marks)))
invalid("gaps-without-annotations", "no annotations", lambda d: (put(d, 192, "EDF+D", 44), put(d, 256 + 2 * 16, "other", 16), put(d, 256 + 104 * ns + 16, "-1"), put(d, 256 + 112 * ns + 16, "1"))[0])

with open("cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
