#!/usr/bin/env bash
# The reciprocity integral alone against GoldenData: `lfconvert ecg` of the golden lead fields beside the golden ECGs.
#
#   Tests/Benchmarks/golden_ecg.sh
#
# Relative mean squared errors, all leads pooled and the worst lead. Exits with 1 when one is above 1e-4. Build first:
# swift build -c release. BUILD names another folder of the binary.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${BUILD:-.build/release}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for file in GoldenData/*/golden-{standard,homogeneous}.nc; do
  folder=$(dirname "$file")
  model=$(basename "$file" .nc)
  model=${model#golden-}
  "$bin/lfconvert" ecg "$file" --out "$scratch/ecg.csv" --quiet
  "$bin/lfconvert" check "$scratch/ecg.csv" "$folder/ecg-$model.csv" --gate none --json --quiet \
    >"$scratch/$(basename "$folder") | $model.json"
done
python3 - "$scratch"/*.json <<'PYTHON'
import json, os, sys
worst = 0
print("| case | model | ECG rel. MSE | worst lead |")
print("|---|---|---|---|")
for path in sorted(sys.argv[1:]):
    ecg = json.load(open(path))["ecg"]
    lead = max(ecg["leads"], key=lambda one: one["relativeMeanSquaredError"])
    print(f"| {os.path.basename(path)[:-5]} | {ecg['pooled']:.1e} | {lead['name']} {lead['relativeMeanSquaredError']:.1e} |")
    worst = max(worst, ecg["pooled"])
sys.exit(worst > 1e-4)
PYTHON
