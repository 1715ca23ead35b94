#!/usr/bin/env bash
# Installs the real tools that run.sh checks against, into .cache/interoperability at the package's root:
# three versions of VTK, meshio, xarray, readers of ECGs and friends from PyPI, ParaView from Debian. Does nothing the second time.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
tools=$root/.cache/interoperability
mkdir -p "$tools"

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in paraview python3-paraview python3-numpy python3-venv xvfb netcdf-bin libtbb12; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}" >&2
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# A virtual environment with exact versions: name, then packages.
environment() {
  local name=$1
  shift
  [ -e "$tools/$name/ready" ] && return
  rm -rf "${tools:?}/$name"
  python3 -m venv "$tools/$name"
  "$tools/$name/bin/pip" install --quiet --disable-pip-version-check "$@"
  touch "$tools/$name/ready"
}
environment vtk-9.7 vtk==9.7.2 meshio==5.3.5 numpy uvw==0.7.0 pyevtk==1.7.0 pyvista
environment vtk-9.3 vtk==9.3.1 numpy meshio==5.3.5
environment netcdf vtk==9.7.2 xarray netCDF4 h5netcdf h5py scipy compliance-checker ugrid-checks
environment schemas jsonschema
environment snakemake snakemake==9.27.1
environment ecg wfdb==4.3.1 pyedflib==0.1.42 pydicom==3.0.2 xarray netCDF4

# Debian's VTK 9.1 cannot be installed beside ParaView's Python modules, so it is unpacked into a folder.
if [ ! -e "$tools/vtk-9.1/ready" ]; then
  rm -rf "$tools/vtk-9.1"
  mkdir -p "$tools/vtk-9.1/bin"
  (cd "$tools/vtk-9.1" && apt-get download -qq python3-vtk9 libvtk9.1 2>/dev/null &&
    for archive in *.deb; do dpkg -x "$archive" .; rm "$archive"; done)
  # What `import vtk` gives, less the modules whose libraries (Qt, databases) are not there.
  cat > "$tools/vtk-9.1/usr/lib/python3/dist-packages/vtk.py" <<'PYTHON'
import importlib
import pkgutil

import vtkmodules

for module in pkgutil.iter_modules(vtkmodules.__path__):
    if module.name.startswith("vtk"):
        try:
            globals().update(vars(importlib.import_module("vtkmodules." + module.name)))
        except ImportError:
            pass
PYTHON
  cat > "$tools/vtk-9.1/bin/python" <<'SHELL'
#!/usr/bin/env bash
here=$(cd "$(dirname "$0")/.." && pwd)
export LD_LIBRARY_PATH=$(echo "$here"/usr/lib/*-linux-gnu)
export PYTHONPATH=$here/usr/lib/python3/dist-packages
exec /usr/bin/python3 "$@"
SHELL
  chmod +x "$tools/vtk-9.1/bin/python"
  touch "$tools/vtk-9.1/ready"
fi
