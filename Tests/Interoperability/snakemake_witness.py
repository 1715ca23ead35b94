"""The Snakemake workflow of suites, run by Snakemake itself with two workers.

Usage: snakemake_witness.py LFCONVERT FOLDER (by the Python that has Snakemake)
Four cases: the workflow makes their records and the reports. Run again it does nothing; with one record gone it does that
case again and no other. The report is the one that `lfconvert check` makes by itself. Exits with 1 and says what is wrong,
or with 0.
"""

import json
import os
import shutil
import subprocess
import sys

binary, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
root = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
wrong = []


def expect(condition, message):
    if not condition:
        wrong.append(message)


cases = json.load(open(f"{root}/GoldenData/suite.json"))["cases"][:4]
for case in cases:
    os.makedirs(f"{folder}/{os.path.dirname(case['heart'])}", exist_ok=True)
    for part in ("heart", "electrodes", "golden"):
        shutil.copy(f"{root}/GoldenData/{case[part]}", f"{folder}/{case[part]}")
suite, work = f"{folder}/suite.json", f"{folder}/work"
json.dump({"name": "four", "cases": cases}, open(suite, "w"))
names = [case["name"] for case in cases]


def workflow():
    done = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "snakemake"), "-s", f"{root}/Formats/suite/Snakefile", "--cores", "2",
         "--config", f"suite={suite}", f"work={work}", f"lfconvert={binary}", "options=--method pseudo"],
        cwd=folder, capture_output=True, text=True)
    expect(done.returncode == 0, f"snakemake ended with {done.returncode}: {done.stderr[-800:]}")
    return {name: os.stat(f"{work}/{name}.json").st_mtime_ns for name in names if os.path.exists(f"{work}/{name}.json")}


first = workflow()
expect(sorted(first) == sorted(names), f"records of {sorted(first)}")
for report in ("report.html", "report.xml", "report-all.json"):
    expect(os.path.exists(f"{work}/{report}"), f"no {report}")
expect(workflow() == first, "the second run did something again")
os.remove(f"{work}/{names[1]}.json")
again = workflow()
expect([n for n in names if again.get(n) != first.get(n)] == [names[1]], "not just the lost case was done again")
alone = f"{folder}/alone.json"
subprocess.run([binary, "check", "--suite", suite, "--method", "pseudo", "--report", alone, "--quiet"], capture_output=True)
one, two = (json.load(open(path)) for path in (alone, f"{work}/report-all.json"))
expect(one["verdict"] == two["verdict"] == "failed" and one["means"] == two["means"], "the workflow's report is another")

for line in wrong:
    print("wrong:", line)
print(f"{len(names)} cases, {len(wrong)} wrong")
sys.exit(1 if wrong else 0)
