#!/usr/bin/env bash
# A predictor against GoldenData: the errors of every anatomy's lead field and ECG, as a table.
#
#   Tests/Benchmarks/golden_baseline.sh [METHOD] [MODEL] [WHERE] [SURFACES]
#
# METHOD is one of `lfconvert predict --method` (pseudo), MODEL the golden conductivities (standard, homogeneous, or fibres,
# which two anatomies have), WHERE is heart, or torso for the points outside it (no ECG there). SURFACES is what of the
# torso is told besides: none, skin, lungs or both; lftrain makes them from the case's seed.
# Build first: swift build -c release. BUILD names another folder of the binary.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${BUILD:-.build/release}
method=${1:-pseudo}
model=${2:-standard}
where=${3:-heart}
surfaces=${4:-none}
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
  told=()
  if [ "$surfaces" != none ]; then
    read -r seed kind < <(python3 -c 'import json, sys; p = json.load(open(sys.argv[1])); print(p["seed"], p["kind"] or "")' \
      "$folder/provenance.json")
    "$bin/lftrain" anatomy --seed "$seed" ${kind:+--kind "$kind"} --resolution 0.7 --out "$scratch/a" >/dev/null 2>&1
    [ "$surfaces" = lungs ] || told+=(--skin "$scratch/a/torso.vtp")
    [ "$surfaces" = skin ] || told+=(--lungs "$scratch/a/lungs.vtp")
  fi
  "$bin/lfconvert" predict "$folder/heart.vtu" --electrodes "$folder/electrodes.csv" --method "$method" \
    --conductivity "$conductivity" "${points[@]}" "${told[@]}" --out "$scratch/lf.nc" --quiet
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
