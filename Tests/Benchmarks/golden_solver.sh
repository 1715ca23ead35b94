#!/usr/bin/env bash
# lfconvert solve against GoldenData: angle and relative L2 error of every anatomy, in the heart and in the torso.
#
#   Tests/Benchmarks/golden_solver.sh [RESOLUTION] [CASE ...]
#
# The labelled torso is lftrain's, from the case's seed, at RESOLUTION (1 is the default). Build first:
# swift build -c release. BUILD names another folder of the two binaries. About half a minute a case.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${BUILD:-.build/release}
resolution=${1:-1}
shift || true
cases=("$@")
if [ ${#cases[@]} -eq 0 ]; then
  for file in GoldenData/*/golden-standard.nc; do cases+=("$(basename "$(dirname "$file")")"); done
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A number of a flat or nested JSON file by its path.
number() { python3 -c '
import json, sys
value = json.load(open(sys.argv[1]))
for key in sys.argv[2].split("."): value = value[key]
print(value if value is not None else "")' "$1" "$2"; }

printf '| case | model | heart: mean angle | p95 | rel. L2 | torso: mean angle | p95 | rel. L2 |\n'
printf '|---|---|---|---|---|---|---|---|\n'
for case in "${cases[@]}"; do
  golden=GoldenData/$case
  seed=$(number "$golden/provenance.json" seed)
  kind=$(number "$golden/provenance.json" kind)
  "$bin/lftrain" anatomy --seed "$seed" ${kind:+--kind "$kind"} --resolution "$resolution" --out "$scratch/a" >/dev/null 2>&1
  for model in standard homogeneous; do
    row="| $case | $model |"
    for part in heart torso; do
      only=(); file=torso
      [ "$part" = heart ] && { only=(--only myocardium); file=golden; }
      "$bin/lfconvert" solve "$scratch/a/torso.vtu" --electrodes "$golden/electrodes.csv" --conductivity "$model" \
        ${only[@]+"${only[@]}"} --out "$scratch/lf.nc" --quiet 2>/dev/null
      "$bin/lfconvert" check "$scratch/lf.nc" "$golden/$file-$model.nc" --gate none --json --quiet >"$scratch/check.json" 2>/dev/null
      row+=$(python3 -c '
import json, sys
g = json.load(open(sys.argv[1]))["gradient"]
print(" %.2f° | %.1f° | %.1f %% |" % (g["angleMean"], g["angle95"], 100 * g["relativeL2"]))' "$scratch/check.json")
    done
    echo "$row"
  done
done
