#!/usr/bin/env bash
# A predictor against GoldenData: the errors of every anatomy's lead field and ECG, as a table.
#
#   Tests/Benchmarks/golden_baseline.sh [METHOD] [MODEL] [WHERE]
#
# METHOD is one of `lfconvert predict --method` (pseudo), MODEL the golden conductivities (standard, homogeneous, or fibres,
# which two anatomies have), WHERE is heart, or torso for the points outside it (no ECG there).
# Build first: swift build -c release. BUILD names another folder of the binary.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${BUILD:-.build/release}
method=${1:-pseudo}
model=${2:-standard}
where=${3:-heart}
conductivity=$model
[ "$model" = fibres ] && conductivity=Formats/conductivity/valid/fibres.json
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for file in GoldenData/*/golden-"$model".nc; do
  folder=$(dirname "$file")
  points=()
  if [ "$where" = torso ]; then
    file=$folder/torso-$model.nc
    points=(--points "$file")
  fi
  "$bin/lfconvert" predict "$folder/heart.vtu" --electrodes "$folder/electrodes.csv" --method "$method" \
    --conductivity "$conductivity" "${points[@]}" --out "$scratch/lf.nc" --quiet
  "$bin/lfconvert" check "$scratch/lf.nc" "$file" --gate none --json --quiet >"$scratch/$(basename "$folder").json"
done
python3 - "$scratch"/*.json <<'PYTHON'
import json, os, sys
rows = {}
heads = ["case", "mean angle", "p95", "rel. L2", "rel. L2 at best scale", "ECG rel. MSE", "at best scale"]
form = " %s | %.1f° | %.1f° | %.1f %% | %.1f %% | %.2f %% | %.2f %% |"
for path in sys.argv[1:]:
    answer = json.load(open(path))
    g, e = answer["gradient"], answer.get("ecg")
    row = [g["angleMean"], g["angle95"], 100 * g["relativeL2"], 100 * g["relativeL2Scaled"]]
    if e:
        row += [100 * e["pooled"], 100 * e["pooledScaled"]]
    rows[os.path.basename(path)[:-5]] = row
rows["**mean**"] = [sum(column) / len(rows) for column in zip(*rows.values())]
count = len(rows["**mean**"]) + 1
print("| " + " | ".join(heads[:count]) + " |\n|" + count * "---|")
for name, row in rows.items():
    print("|" + "|".join(form.split("|")[:count]) % (name, *row) + "|")
PYTHON
