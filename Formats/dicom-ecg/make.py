"""Makes the files of valid/ and invalid/ and cases.json with pydicom.

Usage: python make.py (needs pydicom and numpy)
"""

import json
import os
import shutil
import struct

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for side in ("valid", "invalid"):
    shutil.rmtree(side, ignore_errors=True)
    os.makedirs(side)
cases = []
MDC = {"I": "2:1", "II": "2:2", "III": "2:61", "aVR": "2:62", "aVL": "2:63", "aVF": "2:64", **{f"V{i}": f"2:{i + 2}" for i in range(1, 7)}}


def code(value, scheme, meaning):
    d = Dataset()
    d.CodeValue, d.CodingSchemeDesignator, d.CodeMeaning = value, scheme, meaning
    return d


def group(names, raw, rate=500, sensitivity="1.25", unit="uV", baseline="0", correction="1", originality="ORIGINAL", kind="SS", big=False, scp=False, offset=None):
    g = Dataset()
    if offset is not None:
        g.MultiplexGroupTimeOffset = offset
    g.WaveformOriginality = originality
    g.NumberOfWaveformChannels = len(names)
    g.NumberOfWaveformSamples = len(raw)
    g.SamplingFrequency = str(rate)
    channels = []
    for name in names:
        c = Dataset()
        number = MDC.get(name, "9:9")
        value = "5.6.3-9-" + number[2:] if scp else number
        c.ChannelSourceSequence = Sequence([code(value, "SCPECG" if scp else "MDC", f"Lead {name}" + (" (Einthoven)" if name == "I" else ""))])
        if sensitivity is not None:
            c.ChannelSensitivity = sensitivity
            c.ChannelSensitivityUnitsSequence = Sequence([code(unit, "UCUM", unit)])
            c.ChannelSensitivityCorrectionFactor = correction
            c.ChannelBaseline = baseline
        c.WaveformBitsStored = 16
        c.FilterLowFrequency, c.FilterHighFrequency = "0.05", "150"
        channels.append(c)
    g.ChannelDefinitionSequence = Sequence(channels)
    width = {"SS": "i2", "US": "u2", "SB": "i1", "UB": "u1", "SL": "i4"}[kind]
    g.WaveformBitsAllocated = 8 * int(width[1])
    g.WaveformSampleInterpretation = kind
    data = np.asarray(raw).astype((">" if big else "<") + width).tobytes()
    g.WaveformData = data + b"\0" * (len(data) % 2)
    g["WaveformData"].VR = "OB" if width[1] == "1" else "OW"
    return g


def dataset(*groups, syntax=ExplicitVRLittleEndian, start="20260131102030.500"):
    d = Dataset()
    d.file_meta = FileMetaDataset()
    d.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.9.1.1"
    d.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    d.file_meta.TransferSyntaxUID = syntax
    d.SOPClassUID, d.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.9.1.1", "2.25.1"
    d.PatientName, d.PatientID, d.Modality = "Nobody", "0", "ECG"
    if start:
        d.AcquisitionDateTime = start
    d.WaveformSequence = Sequence(list(groups))
    return d


def save(d, path):
    syntax = d.file_meta.TransferSyntaxUID
    pydicom.dcmwrite(path, d, implicit_vr=syntax.is_implicit_VR, little_endian=syntax.is_little_endian, enforce_file_format=True)


SCALE = {"uV": 1e-3, "mV": 1, "V": 1e3}


def valid(name, d, names, rate, unit="uV", index=0, pad=None, **extra):
    path = f"valid/{name}.dcm"
    save(d, path)
    values = pydicom.dcmread(path).waveform_array(index)
    raw = pydicom.dcmread(path)
    leads = []
    for i, n in enumerate(names):
        v = values[:, i] * SCALE.get(unit, 1)
        if pad is not None:
            v = np.where(pad[:, i], np.nan, v)
        ok = v[np.isfinite(v)]
        leads.append({"name": n, "units": "mV" if unit in SCALE else unit, "min": float(ok.min()), "max": float(ok.max()),
                      "sum": float(ok.sum()), "invalid": int(len(v) - len(ok))})
    cases.append({"file": path, "holds": {"samplingRate": rate, "samples": len(values), "leads": leads, **extra}})


t = np.arange(30)
raw = np.stack([np.round(800 * np.sin(0.3 * t + k) * np.exp(-t / 40)) for k in range(12)], axis=1).astype(int)
twelve = list(MDC)
valid("twelve", dataset(group(twelve, raw)), twelve, 500, start="2026-01-31T10:20:30.500")
valid("implicit", dataset(group(["I", "V2"], raw[:, :2]), syntax=ImplicitVRLittleEndian), ["I", "V2"], 500)
valid("scp-codes", dataset(group(["I", "aVL"], raw[:, :2], scp=True, rate=250)), ["I", "aVL"], 250)
valid("millivolts", dataset(group(["I", "II"], raw[:, :2], sensitivity="0.005", unit="mV", baseline="0.1", correction="1.01")), ["I", "II"], 500, "mV")
beat = group(["I", "II"], raw[:9, :2], originality="DERIVED")
valid("beat-first", dataset(beat, group(["I", "II"], raw[:, :2])), ["I", "II"], 500, index=1)
valid("bytes", dataset(group(["V1"], (raw[:29, :1] // 10), kind="SB")), ["V1"], 500)
valid("unsigned", dataset(group(["V1"], raw[:, :1] + 4000, kind="US", baseline="-5000")), ["V1"], 500)
valid("wide", dataset(group(["V1"], raw[:, :1] * 1000, kind="SL", sensitivity="0.001")), ["V1"], 500)
padded = raw[:, :2].copy()
padded[3, 0] = padded[5, 1] = -32768
d = dataset(group(["I", "II"], padded))
d.WaveformSequence[0].add_new(0x5400100A, "OW", struct.pack("<h", -32768))
valid("padding", d, ["I", "II"], 500, pad=padded == -32768)
# Leads printed one after another, and a strip of one of them below: time 0 of the groups is 100 ms after the file's.
parts = [twelve[i : i + 3] for i in (0, 3, 6, 9)]
strip = np.tile(raw[:, 1:2], (4, 1))
d = dataset(*(group(p, raw[:, :3], offset=str(100 + 60 * i)) for i, p in enumerate(parts)), group(["II"], strip, offset="100"))
save(d, "valid/three-by-four.dcm")
leads = []
for i, name in enumerate(twelve):
    v = raw[:, i % 3] * 1.25e-3
    leads.append({"name": name, "units": "mV", "min": float(v.min()), "max": float(v.max()), "sum": float(v.sum()) * (4 if name == "II" else 1),
                  "invalid": 0 if name == "II" else 90})
cases.append({"file": "valid/three-by-four.dcm", "holds": {"samplingRate": 500, "samples": 120, "leads": leads, "start": "2026-01-31T10:20:30.600"}})
# No memory for years between two groups.
d = dataset(group(["I"], raw[:, :1]), group(["II"], raw[:, 1:2], offset="1e11"))
save(d, "valid/years-apart.dcm")
v = raw[:, 0] * 1.25e-3
cases.append({"file": "valid/years-apart.dcm", "holds": {"samplingRate": 500, "samples": 30, "leads": [
    {"name": "I", "units": "mV", "min": float(v.min()), "max": float(v.max()), "sum": float(v.sum()), "invalid": 0}]}})
# -aVR, as Cabrera's order has it.
MDC["-aVR"] = "2:65"
valid("cabrera", dataset(group(["aVL", "I", "-aVR"], raw[:, :3])), ["aVL", "I", "-aVR"], 500)
# Sequences and items of undefined length, annotations.
d = dataset(group(["I", "II"], raw[:, :2]), start=None)
note = Dataset()
note.ReferencedWaveformChannels = [1, 0]
note.UnformattedTextValue = "Sinus rhythm"
d.WaveformAnnotationSequence = Sequence([note])
for s in (d["WaveformSequence"], d["WaveformAnnotationSequence"]):
    s.is_undefined_length = True
    for item in s.value:
        item.is_undefined_length_sequence_item = True
valid("undefined-lengths", d, ["I", "II"], 500, comments=["Sinus rhythm"])

# pydicom 3 writes no big endian: the samples stand swapped in the file, as they are read here.
d = dataset(group(["I", "II"], raw[:, :2]), start=None)
save(d, "valid/big-endian.dcm")
little = pydicom.dcmread("valid/big-endian.dcm")


def big(ds):
    out = b""
    for e in ds:
        out += struct.pack(">HH", e.tag.group, e.tag.element) + e.VR.encode()
        if e.VR == "SQ":
            value = b"".join(struct.pack(">HHI", 0xFFFE, 0xE000, len(big(i))) + big(i) for i in e.value)
        elif e.VR == "US":
            value = struct.pack(">H", e.value)
        elif e.VR == "UL":
            value = struct.pack(">I", e.value)
        elif e.VR == "OW":
            value = np.frombuffer(e.value, "<i2").astype(">i2").tobytes()
        else:
            value = str(e.value).encode()
            value += (b"\0" if e.VR == "UI" else b" ") * (len(value) % 2)
        out += (b"\0\0" + struct.pack(">I", len(value))) if e.VR in ("SQ", "OW", "OB") else struct.pack(">H", len(value))
        out += value
    return out


whole = open("valid/big-endian.dcm", "rb").read()
meta_length = struct.unpack("<I", whole[140:144])[0]
meta = whole[: 144 + meta_length].replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.2\0")
open("valid/big-endian.dcm", "wb").write(meta + big(little))
v = raw[:, :2] * 1.25e-3
cases.append({"file": "valid/big-endian.dcm", "holds": {"samplingRate": 500, "samples": 30, "leads": [
    {"name": n, "units": "mV", "min": float(v[:, i].min()), "max": float(v[:, i].max()), "sum": float(v[:, i].sum())} for i, n in enumerate(["I", "II"])]}})


def invalid(name, error, change=None, data=None, **options):
    d = dataset(group(["I", "II"], raw[:, :2], **options))
    if change:
        change(d)
    path = f"invalid/{name}.dcm"
    save(d, path)
    if data:
        whole = data(bytearray(open(path, "rb").read()))
        open(path, "wb").write(bytes(whole))
    cases.append({"file": path, "error": error, "code": 65})


def item(**values):
    return lambda d: [setattr(d.WaveformSequence[0], k, v) for k, v in values.items()]


def channel(**values):
    return lambda d: [setattr(d.WaveformSequence[0].ChannelDefinitionSequence[1], k, v) for k, v in values.items()]


def replaced(a, b):
    def change(data):
        assert data.count(a) == 1, a
        return data.replace(a, b)
    return change


invalid("cut", "bytes, and", data=lambda b: b[:-5])
invalid("no-mark", "is no DICOM file", data=lambda b: b.replace(b"DICM", b"DICX", 1))
invalid("cut-meta", "ends inside", data=lambda b: b[:150])
invalid("deflated", "is deflated", data=replaced(b"UI\x14\x001.2.840.10008.1.2.1\0", b"UI\x16\x001.2.840.10008.1.2.1.99"))
invalid("endless-offset", "(0018,1068): is 1e+300 ms", item(MultiplexGroupTimeOffset="1e300"))
invalid("jpeg", "none of waveforms", data=replaced(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.4\0"))
invalid("no-waveforms", "holds no waveforms", lambda d: d.__delitem__("WaveformSequence"))
invalid("no-channels", "is missing", lambda d: d.WaveformSequence[0].__delitem__("NumberOfWaveformChannels"))
invalid("channels", "has 7 channels, and 2 are defined", item(NumberOfWaveformChannels=7))
invalid("zero-channels", "has 0 channels", item(NumberOfWaveformChannels=0))
invalid("samples", "(5400,1010): has 120 bytes", item(NumberOfWaveformSamples=31))
invalid("huge-samples", "(5400,1010): has 120 bytes", item(NumberOfWaveformSamples=4294967295))
invalid("zero-samples", "(5400,1010): has 120 bytes", item(NumberOfWaveformSamples=0))
invalid("zero-rate", "sampling rate of 0", item(SamplingFrequency="0"))
invalid("negative-rate", "sampling rate of -500", item(SamplingFrequency="-500"))
invalid("rate-text", "(003A,001A): holds \"fast\"", data=replaced(b"DS\x04\x00500 ", b"DS\x04\x00fast"))
invalid("mu-law", "samples MB of 8 bits", item(WaveformSampleInterpretation="MB", WaveformBitsAllocated=8))
invalid("bits", "samples SS of 8 bits", item(WaveformBitsAllocated=8))
invalid("zero-sensitivity", "(003A,0210): is 0", channel(ChannelSensitivity="0"))
invalid("zero-correction", "(003A,0212): is 0", channel(ChannelSensitivityCorrectionFactor="0"))
invalid("baseline", "(003A,0213): holds \"low\"", channel(ChannelBaseline="1234567"), data=lambda b: b.replace(b"1234567 ", b"low     "))
invalid("long-element", "are left", data=lambda b: b.replace(b"CS\x04\x00ECG ", b"CS\xff\xffECG ", 1))
invalid("order", "behind", data=lambda b: b.replace(struct.pack("<HH", 0x10, 0x20), struct.pack("<HH", 0x08, 0x20), 1))
invalid("no-representation", "no value representation", data=lambda b: b.replace(b"CS\x04\x00ECG ", b"C\x01\x04\x00ECG ", 1))
deep = b""
for _ in range(40):
    deep = struct.pack("<HH", 0x003A, 0x0200) + b"SQ\0\0" + struct.pack("<I", len(deep) + 8) + struct.pack("<HHI", 0xFFFE, 0xE000, len(deep)) + deep
invalid("too-deep", "more than 16 deep", lambda d: d.__delitem__("WaveformSequence"), data=lambda b: b + deep)

with open("cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
