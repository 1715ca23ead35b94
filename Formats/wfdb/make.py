"""Makes the files of valid/ and invalid/ and cases.json: samples packed by hand, expectations by the wfdb package.

Usage: python make.py (needs wfdb and numpy)
"""

import json
import os
import shutil

import numpy as np
import wfdb

here = os.path.dirname(os.path.abspath(__file__))
os.chdir(here)
for side in ("valid", "invalid"):
    shutil.rmtree(side, ignore_errors=True)
    os.makedirs(side)

LOWEST = {16: -32768, 24: -(2**23), 32: -(2**31), 61: -32768, 80: -128, 160: -32768, 212: -2048, 310: -512, 311: -512}
cases = []


def pack(fmt, v, initial=0):
    """Integers as bytes of a format, frame after frame."""
    v = np.asarray(v, dtype="i8").ravel()
    if fmt == 8:
        return np.diff(v, prepend=v[0]).astype("i1").tobytes()
    if fmt == 16:
        return v.astype("<i2").tobytes()
    if fmt == 61:
        return v.astype(">i2").tobytes()
    if fmt == 80:
        return (v + 128).astype("u1").tobytes()
    if fmt == 160:
        return (v + 32768).astype("<u2").tobytes()
    if fmt == 24:
        return b"".join(int(x).to_bytes(3, "little", signed=True) for x in v)
    if fmt == 32:
        return v.astype("<i4").tobytes()
    out = bytearray()
    if fmt == 212:
        for a, b in zip(v[0::2], np.append(v[1::2], 0)[: len(v[0::2])]):
            a, b = int(a) & 0xFFF, int(b) & 0xFFF
            out += bytes([a & 255, (a >> 8) | (b >> 8 << 4), b & 255])
        return bytes(out)
    while len(v) % 3:
        v = np.append(v, 0)
    for a, b, c in v.reshape(-1, 3):
        a, b, c = (int(x) & 0x3FF for x in (a, b, c))
        if fmt == 310:
            low, high = a << 1 | (c & 31) << 11, b << 1 | (c >> 5) << 11
            out += low.to_bytes(2, "little") + high.to_bytes(2, "little")
        else:
            out += (a | b << 10 | c << 20).to_bytes(4, "little")
    return bytes(out)


def checksum(v):
    return int((int(np.sum(v)) + 32768) % 65536 - 32768)


def header(name, first, lines, folder="valid", comments=()):
    with open(f"{folder}/{name}.hea", "w") as f:
        f.write("\n".join([first, *lines, *("# " + c for c in comments)]) + "\n")


def statistics(name, unit, values):
    ok = values[np.isfinite(values)]
    return {
        "name": name, "units": unit, "min": float(ok.min()) if len(ok) else None,
        "max": float(ok.max()) if len(ok) else None, "sum": float(ok.sum()), "invalid": int(len(values) - len(ok)),
    }


def expect(name, parts=(), names=None, rate=None, extra=None, **options):
    """What wfdb reads of the record."""
    record = wfdb.rdrecord(f"valid/{name}", **options)
    p, units = record.p_signal, record.units
    scale = {"mV": 1.0, "uV": 1e-3, "V": 1e3}
    leads = [
        statistics((names or record.sig_name)[i], "mV" if units[i] in scale else units[i], p[:, i] * scale.get(units[i], 1))
        for i in range(p.shape[1])
    ]
    holds = {"samplingRate": rate or record.fs, "samples": len(p), "leads": leads, **(extra or {})}
    cases.append({"file": f"valid/{name}.hea", "holds": holds, "parts": [f"valid/{x}" for x in parts]})


def waves(limit, n=13, leads=2):
    t = np.arange(n)
    return np.stack([np.round(0.9 * limit * np.sin(0.5 * t + k)) for k in range(leads)], axis=1).astype("i8")


# Every format, two signals of 13 samples: the last group of the packed ones is not full.
for fmt in (8, 16, 24, 32, 61, 80, 160, 212, 310, 311):
    d = waves({8: 60, 80: 127, 212: 2047, 310: 511, 311: 511, 24: 2**23 - 1, 32: 2**31 - 1}.get(fmt, 32767))
    if fmt in LOWEST and fmt != 24:
        d[4, 1] = LOWEST[fmt]
    name = f"format{fmt}"
    lines = []
    if fmt == 8:
        # One signal a file: differences of one signal do not mix with those of another in wfdb's reader.
        for k in (0, 1):
            open(f"valid/{name}-{k}.dat", "wb").write(pack(fmt, d[:, k]))
        parts = [f"{name}-{k}.dat" for k in (0, 1)]
        files = parts
    else:
        open(f"valid/{name}.dat", "wb").write(pack(fmt, d))
        parts, files = [f"{name}.dat"], [f"{name}.dat"] * 2
    gain = ["1000(0)/mV", "200(12)/mV"] if fmt not in (24, 32) else ["1e7(0)/mV", "2.5e6(-3)/mV"]
    for k, lead in enumerate(["I", "II"]):
        lines.append(f"{files[k]} {fmt} {gain[k]} 16 0 {d[0, k]} {checksum(d[:, k])} 0 {lead}")
    header(name, f"{name} 2 500 13", lines)
    expect(name, parts)

d = waves(2000, 20, 3)
open("valid/plain.dat", "wb").write(pack(16, d))
header(
    "plain", "plain 3 360 20 12:30:45.250 31/01/2026",
    [f"plain.dat 16 1000/mV 12 0 {d[0, 0]} {checksum(d[:, 0])} 0 AVR",
     f"plain.dat 16 0.5(10)/uV 12 0 {d[0, 1]} {checksum(d[:, 1])} 0 Lead V1",
     f"plain.dat 16 10/mmHg 12 0 {d[0, 2]} {checksum(d[:, 2])} 0 ABP"],
    comments=["synthetic waves", "of nobody"])
expect("plain", ["plain.dat"], names=["aVR", "V1", "ABP"],
       extra={"start": "2026-01-31T12:30:45.250", "synthetic": True, "comments": ["synthetic waves", "of nobody"]})

# Two files, with an offset and a skew; no number of samples, no checksums.
open("valid/two-a.dat", "wb").write(b"prologue" + pack(16, d[:, :2]))
open("valid/two-b.dat", "wb").write(pack(212, d[:, 2]))
header("two", "two 3 500 20", ["two-a.dat 16+8 200 11 1024 0", "two-a.dat 16:3+8 200(0)", "two-b.dat 212 200/mV 12 0 0 0 0 V1"])
x = d.astype(float)
skewed = np.append(x[3:, 1], [np.nan] * 3)
cases.append({"file": "valid/two.hea", "parts": ["valid/two-a.dat", "valid/two-b.dat"], "holds": {
    "samplingRate": 500, "samples": 20, "leads": [
        statistics("1", "mV", (x[:, 0] - 1024) / 200), statistics("2", "mV", skewed / 200), statistics("V1", "mV", x[:, 2] / 200)]}})
open("valid/open.dat", "wb").write(pack(16, d))
header("open", "open 3", [f"open.dat 16 1000 16 0 0 0 0 {n}" for n in ("I", "II", "III")])
expect("open", ["open.dat"])

# Two samples a frame in each signal: twice the rate.
open("valid/frames.dat", "wb").write(pack(16, d[:20, :2].T.reshape(2, 10, 2).transpose(1, 0, 2)))
header("frames", "frames 2 250 10", ["frames.dat 16x2 1000/mV 16 0 0 0 0 I", "frames.dat 16x2 1000/mV 16 0 0 0 0 II"])
cases.append({"file": "valid/frames.hea", "parts": ["valid/frames.dat"], "holds": {
    "samplingRate": 500, "samples": 20, "leads": [statistics(n, "mV", x[:, k] / 1000) for k, n in enumerate(["I", "II"])]}})

# Written by wfdb itself, with its unsigned checksums and an invalid sample.
p = np.round(np.stack([np.sin(np.arange(50) / 5), np.cos(np.arange(50) / 7)], axis=1), 3)
p[7, 1] = np.nan
wfdb.wrsamp("package", fs=1000, units=["mV", "mV"], sig_name=["II", "V2"], p_signal=p, fmt=["16", "16"],
            adc_gain=[1000.0, 1000.0], baseline=[0, 0], comments=["by the package"], write_dir="valid")
expect("package", ["package.dat"])

# Segments: all alike, with a gap; and with signals that come and go.
for s, fmt in (("segment-1", 16), ("segment-2", 212)):
    v = d[:, :2] if s == "segment-1" else -(d[:, :2] // 2)
    open(f"valid/{s}.dat", "wb").write(pack(fmt, v))
    header(s, f"{s} 2 500 20", [f"{s}.dat {fmt} 1000/mV 16 0 {v[0, k]} {checksum(v[:, k])} 0 {n}" for k, n in enumerate(["I", "II"])])
    expect(s, [f"{s}.dat"])
header("fixed", "fixed/3 2 500 45", ["segment-1 20", "~ 5", "segment-2 20"])
gap = np.full((5, 2), np.nan)
joined = np.concatenate([x[:, :2], gap, -(d[:, :2] // 2)]) / 1000
cases.append({"file": "valid/fixed.hea", "holds": {"samplingRate": 500, "samples": 45, "leads": [
    statistics(n, "mV", joined[:, k]) for k, n in enumerate(["I", "II"])]}})
v = d[:, 1:3]
open("valid/segment-3.dat", "wb").write(pack(16, v))
header("segment-3", "segment-3 2 500 20", [f"segment-3.dat 16 1000/mV 16 0 {v[0, k]} {checksum(v[:, k])} 0 {n}" for k, n in enumerate(["V1", "I"])])
expect("segment-3", ["segment-3.dat"])
header("layout", "layout 3 500 0", ["~ 0 1000/mV 16 0 0 0 0 I", "~ 0 1000/mV 16 0 0 0 0 II", "~ 0 1000/mV 16 0 0 0 0 V1"])
header("variable", "variable/4 3 500 45", ["layout 0", "segment-1 20", "~ 5", "segment-3 20"])
expect("variable", ["layout.hea"], m2s=True)


def invalid(name, first, lines, error, code=65, data=None):
    header(name, first, lines, "invalid")
    case = {"file": f"invalid/{name}.hea", "error": error, "code": code}
    if data is not None:
        open(f"invalid/{name}.dat", "wb").write(data)
        case["parts"] = [f"invalid/{name}.dat"]
    cases.append(case)


good = pack(16, d)
line = lambda n, k=0: f"{n}.dat 16 1000/mV 16 0 {d[0, k]} {checksum(d[:, k])} 0 I"
three = lambda n: [line(n, 0), line(n, 1), line(n, 2)]
invalid("cut", "cut 3 500 20", three("cut"), "too few for 20 frames", data=good[:-1])
flipped = bytearray(good)
flipped[17] ^= 4
invalid("flipped", "flipped 3 500 20", three("flipped"), "checksum", data=bytes(flipped))
invalid("no-file", "no-file 1 500 20", ["gone.dat 16"], "\"gone.dat\"", 66)
invalid("outside", "outside 1 500 20", ["../valid/plain.dat 16"], "not in its own folder")
invalid("absolute", "absolute 1 500 20", ["/etc/passwd 16"], "not in its own folder")
invalid("huge", "huge 1 500 9000000000000000000", ["huge.dat 16"], "more than a file of this size", data=good)
invalid("many-signals", "many-signals 4000000000 500 20", ["many-signals.dat 16"], "number of signals", data=good)
invalid("negative-samples", "negative-samples 1 500 -20", ["negative-samples.dat 16"], "number of samples", data=good)
invalid("missing-lines", "missing-lines 3 500 20", ["missing-lines.dat 16"], "has lines for 1", data=good)
invalid("more-lines", "more-lines 1 500 20", three("more-lines"), "has lines for 3", data=good)
invalid("rate", "rate 1 -500 20", ["rate.dat 16"], "sampling rate of -500", data=good)
invalid("rate-text", "rate-text 1 fast 20", ["rate-text.dat 16"], "sampling frequency \"fast\"", data=good)
invalid("flac", "flac 1 500 20", ["flac.dat 516"], "format 516", data=good)
invalid("format", "format 1 500 20", ["format.dat 16q3"], "format \"16q3\"", data=good)
invalid("gain", "gain 1 500 20", ["gain.dat 16 much/mV"], "gain \"much/mV\"", data=good)
invalid("baseline", "baseline 1 500 20", ["baseline.dat 16 200(99999999999)/mV"], "baseline", data=good)
invalid("two-formats", "two-formats 2 500 20", ["two-formats.dat 16", "two-formats.dat 212"], "two formats", data=good)
invalid("offset", "offset 1 500 20", ["offset.dat 16+1000"], "ends before its first sample", data=good)
invalid("date", "date 1 500 20 10:00:00 31/02/2026", ["date.dat 16"], "start", data=good)
invalid("prose", "Dear Sir or Madam", ["all is well"], "number of signals \"Sir\"")
invalid("no-signals", "no-signals 0 500 20", [], "number of signals \"0\"")
invalid("frames", "frames 1 500 20", ["frames.dat 16x99999"], "format \"16x99999\"", data=good)
invalid("null-signals", "null-signals 1 500 4000000000", ["~ 0"], "more than a file of this size")
invalid("circle", "circle/1 1 500 20", ["circle 20"], "record of segments itself")
invalid("huge-gap", "huge-gap/2 1 500 8000000000", ["~ 4000000000", "~ 4000000000"], "more than a file of this size")
header("huge-layout", "huge-layout 1 500 0", ["~ 0 200/mV 16 0 0 0 0 I"], "invalid")
cases.append({"file": "invalid/huge-layout.hea", "error": "no signal file", "code": 65})
invalid("huge-claims", "huge-claims/3 1 500 5000000000", ["huge-layout 0", "~ 4000000000", "cut 1000000000"], "more than a file of this size")
invalid("segment-gone", "segment-gone/1 1 500 20", ["gone 20"], "segment \"gone\"", 66)
invalid("segment-outside", "segment-outside/1 1 500 20", ["../valid/plain 20"], "not in its own folder")
invalid("segment-sum", "segment-sum/2 1 500 50", ["~ 20", "~ 20"], "its segments have 40")
invalid("segment-length", "segment-length/1 3 500 19", ["cut 19"], "has 20 samples, not 19")
invalid("segment-rate", "segment-rate/1 3 250 20", ["cut 20"], "500.0 Hz, not 250.0")
invalid("gaps-alone", "gaps-alone/1 1 500 20", ["~ 20"], "no segment with signals")

with open("cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
