#!/usr/bin/env python3
"""JSON Schemas of Formats/ against what lfconvert says and takes. Usage: schema_witness.py path/to/lfconvert

The schemas are themselves valid; every answer of `info --json` to a valid file of Formats/ fits info.schema.json; the
schema of conductivities takes and refuses the same files as `lfconvert validate`.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

binary = sys.argv[1]
formats = pathlib.Path(__file__).resolve().parents[2] / "Formats"
failures = []
checked = 0


def load(path):
    return json.loads(path.read_text(encoding="utf-8-sig"))


def fail(what, why):
    failures.append(f"{what}: {why}")


def not_a_number(name):
    raise ValueError(f"{name} is no JSON")


def once(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError("a name stands twice")
    return dict(pairs)


schemas = {}
for path in sorted(formats.glob("**/*.schema.json")):
    schemas[path.name] = jsonschema.Draft202012Validator(load(path))
    jsonschema.Draft202012Validator.check_schema(load(path))

info = schemas["info.schema.json"]
for cases in sorted(formats.glob("*/cases.json")):
    if cases.parent.name in ("electrodes", "conductivity"):
        continue
    for case in load(cases):
        if "holds" not in case:
            continue
        path = cases.parent / case["file"]
        run = subprocess.run([binary, "info", "--json", path], capture_output=True, text=True)
        if run.returncode:
            fail(path, run.stderr.strip())
            continue
        # Python's reader takes NaN and Infinity, which are no JSON.
        answer = json.loads(run.stdout, parse_constant=not_a_number, object_pairs_hook=once)
        for error in info.iter_errors(answer):
            fail(path, error.message[:300])
        checked += 1

conductivity = schemas["conductivity.schema.json"]
for case in load(formats / "conductivity" / "cases.json"):
    path = formats / "conductivity" / case["file"]
    try:
        # A schema cannot see that a name stands twice.
        value = json.loads(
            path.read_bytes().decode("utf-8-sig"), parse_constant=not_a_number, object_pairs_hook=once)
        json.dumps(value, ensure_ascii=False).encode()
        fits = conductivity.is_valid(value)
    except (ValueError, RecursionError):
        fits = False
    run = subprocess.run([binary, "validate", "--quiet", path], capture_output=True, text=True)
    if fits != (run.returncode == 0):
        fail(path, f"the schema {'takes' if fits else 'refuses'} it, lfconvert answers {run.returncode} {run.stderr}")
    if fits != ("holds" in case):
        fail(path, "the schema does not do what the case says")
    checked += 1

with tempfile.TemporaryDirectory() as folder:
    field = f"{folder}/lf.nc"
    heart = formats.parent / "GoldenData" / "heart" / "heart.vtu"
    subprocess.run([binary, heart, "--out", field, "--quiet"], check=True, stderr=subprocess.DEVNULL)
    run = subprocess.run([binary, "check", field, field, "--json"], capture_output=True, text=True, check=True)
    for error in schemas["check.schema.json"].iter_errors(json.loads(run.stdout, parse_constant=not_a_number)):
        fail(field, error.message[:300])
    checked += 1

for kind, index in (("gate", "gates.json"), ("suite", "suites.json")):
    for case in load(formats / kind / index):
        if schemas[f"{kind}.schema.json"].is_valid(load(formats / kind / case["file"])) != ("error" not in case):
            # A schema cannot see that two members have one name.
            if case["file"] != "invalid/twice.json":
                fail(f"{kind}/{case['file']}", "the schema does not do what the case says")
        checked += 1

with tempfile.TemporaryDirectory() as folder:
    report = f"{folder}/report.json"
    subprocess.run(
        [binary, "check", "--suite", formats.parent / "GoldenData" / "suite.json", "--case", "female-1-homogeneous",
         "--case", "small-female-standard", "--gate", "none", "--also", "strict", "--report", report, "--quiet"],
        check=True, capture_output=True)
    for error in schemas["check.schema.json"].iter_errors(json.loads(open(report).read(), parse_constant=not_a_number)):
        fail(report, error.message[:300])
    subprocess.run(
        [binary, "check", "--suite", formats.parent / "GoldenData" / "suite.json", "--case", "female-1-homogeneous",
         "--method", "pseudo", "--gate", formats / "gate" / "valid" / "relative-alone.json", "--earlier", report,
         "--report", f"{folder}/second.json", "--quiet"], capture_output=True)
    for error in schemas["check.schema.json"].iter_errors(json.loads(open(f"{folder}/second.json").read(), parse_constant=not_a_number)):
        fail("second", error.message[:300])
    checked += 2

for failure in failures:
    print(failure)
print(f"{checked} files against {len(schemas)} schemas, {len(failures)} failures")
sys.exit(1 if failures or checked < 60 else 0)
