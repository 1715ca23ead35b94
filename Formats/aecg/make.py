"""Makes the files of valid/ and invalid/ and cases.json with Python's own XML writer.

Usage: python make.py
"""

import json
import os
import shutil
import xml.etree.ElementTree as ET

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for side in ("valid", "invalid"):
    shutil.rmtree(side, ignore_errors=True)
    os.makedirs(side)
cases = []
V3, XSI = "urn:hl7-org:v3", "http://www.w3.org/2001/XMLSchema-instance"
ET.register_namespace("", V3)
ET.register_namespace("xsi", XSI)


def add(parent, tag, **attributes):
    return ET.SubElement(parent, f"{{{V3}}}{tag}", {k.replace("type_", f"{{{XSI}}}type"): v for k, v in attributes.items()})


def series(root, leads, code="RHYTHM", time="relative", increment=("0.002", "s"), low=None, filters=()):
    s = add(add(root, "component"), "series")
    add(s, "id", root="00000000-0000-0000-0000-000000000001")
    add(s, "code", code=code, codeSystem="2.16.840.1.113883.5.4")
    if low:
        add(add(s, "effectiveTime"), "low", value=low)
    for kind, frequency, value in filters:
        control = add(add(s, "controlVariable"), "controlVariable")
        add(control, "code", code="MDC_ECG_CTL_VBL_ATTR_FILTER_" + kind)
        inner = add(add(control, "component"), "controlVariable")
        add(inner, "code", code="MDC_ECG_CTL_VBL_ATTR_FILTER_" + frequency)
        add(inner, "value", type_="PQ", value=value, unit="Hz")
    group = add(add(s, "component"), "sequenceSet")
    clock = add(add(group, "component"), "sequence")
    add(clock, "code", code="TIME_ABSOLUTE" if time == "absolute" else "TIME_RELATIVE")
    value = add(clock, "value", type_="GLIST_TS" if time == "absolute" else "GLIST_PQ")
    add(value, "head", **({"value": "20260131102030.250"} if time == "absolute" else {"value": "0", "unit": "s"}))
    add(value, "increment", value=increment[0], unit=increment[1])
    for name, digits, scale, unit, origin in leads:
        sequence = add(add(group, "component"), "sequence")
        add(sequence, "code", code=name, codeSystem="2.16.840.1.113883.6.24")
        value = add(sequence, "value", type_="SLIST_PQ")
        add(value, "origin", value=str(origin), unit=unit)
        add(value, "scale", value=str(scale), unit=unit)
        add(value, "digits").text = digits if isinstance(digits, str) else " ".join(map(str, digits))
    return s


def document(text=None, prefix=None):
    root = ET.Element(f"{{{V3}}}AnnotatedECG", {"type": "Observation"})
    add(root, "id", root="00000000-0000-0000-0000-000000000000")
    if text:
        add(root, "text").text = text
    return root


def save(root, path, change=None):
    data = b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root)
    open(path, "wb").write(change(data) if change else data)


def valid(name, root, rate, leads, change=None, **extra):
    save(root, f"valid/{name}.xml", change)
    scale = {"uV": 1e-3, "mV": 1, "nV": 1e-6}
    held = []
    for title, digits, step, unit, origin in leads:
        values = [(float(step) * d + float(origin)) * scale.get(unit, 1) for d in digits]
        held.append({"name": title, "units": "mV" if unit in scale else unit, "min": min(values), "max": max(values), "sum": sum(values)})
    cases.append({"file": f"valid/{name}.xml", "holds": {"samplingRate": rate, "samples": len(leads[0][1]), "leads": held, **extra}})


one, two = [3, -7, 120, 1500, -32768, 0], [0, 1, 2, 3, 4, 99999]
root = document("first line\nsynthetic & so on")
series(root, [("MDC_ECG_LEAD_I", one, "2.5", "uV", 0), ("MDC_ECG_LEAD_AVF", two, "5", "uV", 0)], low="20260131102030",
       filters=[("LOW_PASS", "CUTOFF_FREQ", "150"), ("NOTCH", "NOTCH_FREQ", "50")])
valid("relative", root, 500, [("I", one, "2.5", "uV", 0), ("aVF", two, "5", "uV", 0)], start="2026-01-31T10:20:30.000",
      synthetic=True, comments=["first line", "synthetic & so on"])
root = document()
series(root, [("MDC_ECG_LEAD_V1", one, "0.005", "mV", "0.25"), ("MDC_ECG_LEAD_MLII", two, "1", "%", "-3")], time="absolute", increment=("4", "ms"))
valid("absolute", root, 250, [("V1", one, "0.005", "mV", "0.25"), ("MLII", two, "1", "%", "-3")], start="2026-01-31T10:20:30.250")
root = document()
series(root, [("MDC_ECG_LEAD_I", [9, 9], "1", "uV", 0)], code="REPRESENTATIVE_BEAT")
series(root, [("MDC_ECG_LEAD_II", one, "1", "nV", 0)])
valid("beat-first", root, 500, [("II", one, "1", "nV", 0)])
root = document()
series(root, [("MDC_ECG_LEAD_I", "\n 3 -7\n120\t1500 -32768 0 \n", "2.5", "uV", 0)])
prefixed = lambda data: data.replace(b'xmlns="', b'xmlns:h="').replace(b"<", b"<h:").replace(b"<h:/", b"</h:").replace(b"<h:?", b"<?")
valid("prefixed", root, 500, [("I", one, "2.5", "uV", 0)], prefixed)
root = document()
series(root, [("MDC_ECG_LEAD_I", one, "2.5", "uV", 0)])
deep = add(root, "componentOf")
for _ in range(20):
    deep = add(deep, "annotation")
valid("deep", root, 500, [("I", one, "2.5", "uV", 0)])


def invalid(name, error, leads=None, change=None, root=None, **options):
    if root is None:
        root = document()
        series(root, leads or [("MDC_ECG_LEAD_I", one, "2.5", "uV", 0), ("MDC_ECG_LEAD_II", one, "2.5", "uV", 0)], **options)
    save(root, f"invalid/{name}.xml", change)
    cases.append({"file": f"invalid/{name}.xml", "error": error, "code": 65})


invalid("cut", "not well-formed", change=lambda d: d[:-20])
invalid("other-root", "root is Other", root=ET.Element("Other"))
invalid("no-series", "has no series", root=document())
invalid("beat-alone", "no series of code RHYTHM", code="REPRESENTATIVE_BEAT")
invalid("word", 'has digits "x 4"', [("MDC_ECG_LEAD_I", "3 x 4", "1", "uV", 0)])
invalid("fraction", 'has digits "1.5 4"', [("MDC_ECG_LEAD_I", "3 1.5 4", "1", "uV", 0)])
invalid("overflow", "has digits", [("MDC_ECG_LEAD_I", "3 99999999999999999999 4", "1", "uV", 0)])
invalid("no-digits", "has no digits", [("MDC_ECG_LEAD_I", "  ", "1", "uV", 0)])
invalid("lengths", "has 5 samples, and the leads before have 6", [("MDC_ECG_LEAD_I", one, "1", "uV", 0), ("MDC_ECG_LEAD_II", one[:5], "1", "uV", 0)])
invalid("zero-scale", "scale of 0", [("MDC_ECG_LEAD_I", one, "0", "uV", 0)])
invalid("scale-text", 'scale "small"', [("MDC_ECG_LEAD_I", one, "small", "uV", 0)])
invalid("origin-text", 'origin "here"', [("MDC_ECG_LEAD_I", one, "1", "uV", "here")])
invalid("infinite-scale", 'scale "inf"', [("MDC_ECG_LEAD_I", one, "inf", "uV", 0)])
invalid("increment", "increment of 0.0", increment=("0", "s"))
invalid("negative-increment", "increment of -0.002", increment=("-0.002", "s"))
invalid("increment-unit", 'increment in "h"', increment=("0.002", "h"))
invalid("no-code", "without a code", [("", one, "1", "uV", 0)])
invalid("no-scale", "has no scale", change=lambda d: d.replace(b"<scale ", b"<sale "))
invalid("doctype", "DOCTYPE", change=lambda d: d.replace(b"<AnnotatedECG", b'<!DOCTYPE AnnotatedECG [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<AnnotatedECG', 1))
invalid("entity", "DOCTYPE", change=lambda d: d.replace(b"<AnnotatedECG", b'<!DOCTYPE a [<!ENTITY a "1 1 1 1"><!ENTITY b "&a;&a;&a;&a;">]>\n<AnnotatedECG', 1).replace(b"1500", b"&b;"))
root = document()
deep = root
for _ in range(40):
    deep = add(deep, "component")
invalid("too-deep", "deep", root=root)

with open("cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
