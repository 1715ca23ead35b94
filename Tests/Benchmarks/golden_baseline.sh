#!/usr/bin/env bash
# A predictor against GoldenData: the errors of every anatomy's lead field and ECG, as a table.
#
#   Tests/Benchmarks/golden_baseline.sh [METHOD] [MODEL]
#
# METHOD is one of `lfconvert predict --method` (pseudo), MODEL the golden conductivities (standard or homogeneous).
# Build first: swift build -c release. BUILD names another folder of the binary.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${BUILD:-.build/release}
method=${1:-pseudo}
model=${2:-standard}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

printf '| case | mean angle | p95 | rel. L2 | rel. L2 at best scale | ECG rel. MSE | at best scale |\n'
printf '|---|---|---|---|---|---|---|\n'
for file in GoldenData/*/golden-"$model".nc; do
  folder=$(dirname "$file")
  "$bin/lfconvert" predict "$folder/heart.vtu" --electrodes "$folder/electrodes.csv" --method "$method" \
    --conductivity "$model" --out "$scratch/lf.nc" --quiet
  "$bin/lfconvert" check "$scratch/lf.nc" "$file" --gate none --json --quiet >"$scratch/$(basename "$folder").json"
done
python3 - "$scratch"/*.json <<'PYTHON'
import json, os, sys
rows = {}
for path in sys.argv[1:]:
    answer = json.load(open(path))
    g, e = answer["gradient"], answer["ecg"]
    rows[os.path.basename(path)[:-5]] = [
        g["angleMean"], g["angle95"], 100 * g["relativeL2"], 100 * g["relativeL2Scaled"], 100 * e["pooled"],
        100 * e["pooledScaled"]]
rows["**mean**"] = [sum(column) / len(rows) for column in zip(*rows.values())]
for name, row in rows.items():
    print("| %s | %.1f° | %.1f° | %.1f %% | %.1f %% | %.2f %% | %.2f %% |" % (name, *row))
PYTHON
