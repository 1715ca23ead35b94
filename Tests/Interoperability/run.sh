#!/usr/bin/env bash
# Interoperability with the real tools. Usage: run.sh path/to/lfconvert
# Each witness is an independent program: it makes files for lfconvert to read, or reads what lfconvert wrote.
set -euo pipefail
binary=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
tools=$root/.cache/interoperability
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$scratch"' EXIT

bash "$here/prepare.sh"

# Runs one witness and notes how it ended: a name, then the command.
witness() {
  local name=$1 start=$SECONDS
  shift
  printf '\n-- %s\n' "$name"
  if "$@"; then echo passed >> "$scratch/results"; else
    echo failed >> "$scratch/results"
    echo "FAILED: $name"
  fi
  echo "($((SECONDS - start)) s)"
}

# Two at a time: the legacy ones behind the XML ones, their words kept for the end.
for version in 9.7 9.3 9.1; do
  witness "legacy VTK against VTK $version" \
    "$tools/vtk-$version/bin/python" "$here/legacy_witness.py" "$binary" "$scratch/legacy-$version"
done > "$scratch/legacy.log" 2>&1 &
for version in 9.7 9.3 9.1; do
  witness "VTK XML against VTK $version" \
    "$tools/vtk-$version/bin/python" "$here/vtkxml_witness.py" "$binary" "$scratch/xml-$version"
done
witness "damaged and hostile VTK XML" \
  "$tools/vtk-9.7/bin/python" "$here/vtkxml_hostile.py" "$binary" "$scratch/hostile"
wait
cat "$scratch/legacy.log"

"$binary" "$root/GoldenData/heart/heart.vtu" --out "$scratch/lf.nc" --quiet
"$binary" "$scratch/lf.nc" --out "$scratch/lf.vtu" --quiet
"$binary" "$scratch/lf.nc" --out "$scratch/lf.vtp" --quiet
witness "the lead field in xarray, CF and UGRID checkers, VTK" \
  "$tools/netcdf/bin/python" "$here/netcdf_witness.py" "$binary" "$scratch/lf.nc"

# ParaView draws on an X server of its own, which says its display's number when it is ready for clients; xvfb-run
# only waits a while.
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3> "$scratch/display" 2> "$scratch/xvfb.log" &
server=$!
for _ in $(seq 300); do
  [ -s "$scratch/display" ] && break
  sleep 0.1
done
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
witness "the lead field in ParaView" \
  pvpython "$here/paraview_witness.py" "$scratch/lf.vtu" "$scratch/lf.png"
witness "the lead field in meshio" \
  "$tools/vtk-9.7/bin/python" "$here/meshio_witness.py" "$binary" "$scratch/lf.vtu" "$scratch/meshio"
witness "the lead field's surface in ParaView" \
  pvpython "$here/paraview_witness.py" "$scratch/lf.vtp" "$scratch/surface.png"
witness "ECGs against wfdb, pyedflib, pydicom, xarray" \
  "$tools/ecg/bin/python" "$here/ecg_witness.py" "$binary" "$scratch/ecg"
witness "lfconvert ecg against the golden ECGs, by wfdb and pyedflib" \
  "$tools/ecg/bin/python" "$here/ecg_command_witness.py" "$binary" "$scratch/ecg-command"
witness "the gate against known defects, by netCDF4 and VTK" \
  "$tools/netcdf/bin/python" "$here/gate_witness.py" "$binary" "$scratch/gate"
witness "suites by Snakemake, two workers" \
  "$tools/snakemake/bin/python" "$here/snakemake_witness.py" "$binary" "$scratch/snakemake"
witness "answers against their JSON schemas" "$tools/schemas/bin/python" "$here/schema_witness.py" "$binary"

passed=$(grep -c passed "$scratch/results" || true)
failed=$(grep -c failed "$scratch/results" || true)
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
