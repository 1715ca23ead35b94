"""Writes a golden case: heart, skin, electrodes, lead fields by the contract (Formats/lead-field.cdl), ECG, provenance."""
import csv
import hashlib
import importlib.metadata
import json
import os

import netCDF4
import numpy as np
import pyvista

import source

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.dirname(HERE)
NAMES = ["RA", "LA", "LL", "RL", "V1", "V2", "V3", "V4", "V5", "V6"]
TISSUES = {1: "torso", 2: "lungs", 4: "blood of the left ventricle", 5: "blood of the right ventricle"}
CONDUCTIVITY = {"standard": {"torso": 0.2, "lungs": 0.05, "blood": 0.6, "myocardium": 0.3},
                "homogeneous": {"torso": 0.2, "lungs": 0.2, "blood": 0.2, "myocardium": 0.2},
                "fibres": {"torso": 0.2, "lungs": 0.05, "blood": 0.6, "myocardium": 0.5, "myocardium_across": 0.2}}
MODELS = ["standard", "homogeneous"]
# Bits kept of a number's fraction: a relative error of 3e-5 at most, a hundredth of the mesh's. Zeros deflate.
BITS = 14


def rounded(values):
    """Single precision with BITS bits of fraction, to the nearest."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    drop = 23 - BITS
    bits = (bits + np.uint32(1 << (drop - 1))) & np.uint32(~((1 << drop) - 1) & 0xFFFFFFFF)
    return bits.view(np.float32)


def lead_field(path, model, title, electrodes, points, cells, z, gradient, arrays, provenance):
    """One lead field by the contract. `arrays` are the input's: (place, name) to values."""
    with netCDF4.Dataset(path, "w") as out:
        def put(name, values, dimensions, units=None, long_name=None, **attributes):
            values = np.asarray(values)
            kind = str if values.dtype.kind in "OU" else values.dtype
            chunks = (1, *values.shape[1:]) if dimensions[:1] == ("electrode",) and values.ndim > 1 else None
            packed = {} if kind is str or values.nbytes < 1024 else dict(
                zlib=True, complevel=9, shuffle=True, chunksizes=chunks)
            variable = out.createVariable(name, kind, dimensions, **packed)
            variable[...] = values.astype(object) if kind is str else values
            for key, value in {"units": units, "long_name": long_name, **attributes}.items():
                if value is not None:
                    variable.setncattr(key, value)
            return variable

        corners = cells.shape[1]
        for name, size in {"space": 3, "electrode": len(NAMES), "lead": 12, "tissue": len(CONDUCTIVITY[model]), "node": len(points),
                           "cell": len(cells), "cell_corner": corners}.items():
            out.createDimension(name, size)
        out.setncatts({
            "Conventions": "CF-1.11 UGRID-1.0" if corners == 4 else "CF-1.11",
            "lead_field_contract": "lfconvert lead field 1", "title": title, "source": "GoldenData/make/make.py",
            "method": "quadratic finite elements, FEniCSx", "references": "https://fenicsproject.org",
            "history": provenance})
        put("space_direction", np.array(["left", "posterior", "superior"]), ("space",),
            long_name="direction of each component in the patient")
        put("electrode_name", np.array(NAMES), ("electrode",), long_name="electrode name")
        put("electrode_position", np.asarray(electrodes, float), ("electrode", "space"), "mm", "electrode position",
            coordinates="electrode_name space_direction", frame="LPS")
        put("electrode_origin", np.zeros(len(NAMES), "i1"), ("electrode",),
            long_name="whether the electrode position was given or placed by a rule",
            flag_values=np.array([0, 1], "i1"), flag_meanings="given placed", coordinates="electrode_name")
        put("lead_name", np.array(list(source.LEADS)), ("lead",), long_name="lead name")
        put("lead_weight", [[float(w.get(e, 0)) for e in NAMES] for w in source.LEADS.values()],
            ("lead", "electrode"), "1", "weight of each electrode in each lead",
            coordinates="lead_name electrode_name")
        table = CONDUCTIVITY[model]
        put("tissue_name", np.array(list(table)), ("tissue",), long_name="tissue name")
        put("conductivity", list(table.values()), ("tissue",), "S m-1", "isotropic bulk electrical conductivity",
            model=model, coordinates="tissue_name")
        mesh = put("mesh", np.int32(0), (), long_name="mesh of the heart" if corners == 4 else "points of the body",
                   geometry_kind="unstructured",
                   frame="LPS: x to the patient's left, y to posterior, z to superior")
        for axis, direction in enumerate(("left", "posterior", "superior")):
            put(f"node_{'xyz'[axis]}", points[:, axis], ("node",), "mm",
                f"node coordinate towards the patient's {direction}", frame="LPS")
        put("cell_type", np.full(len(cells), 10 if corners == 4 else 1, "u1"), ("cell",),
            long_name="kind of cell, by the numbers of VTK")
        if corners == 4:
            put("cell_node", cells.astype(np.int32), ("cell", "cell_corner"), long_name="nodes of each cell",
                cf_role="volume_node_connectivity", start_index=np.int32(0))
            mesh.setncatts({
                "cf_role": "mesh_topology", "topology_dimension": np.int32(3),
                "node_coordinates": "node_x node_y node_z", "volume_node_connectivity": "cell_node",
                "volume_dimension": "cell", "volume_shape_type": "cell_type"})
        else:
            out.createDimension("cell_node_entry", len(cells))
            put("cell_node_count", np.ones(len(cells), np.int64), ("cell",), "1", "number of nodes of each cell")
            put("cell_node_list", cells[:, 0].astype(np.int64), ("cell_node_entry",), "1",
                "nodes of all cells, cell after cell, counted from 0")
        put("lead_field", rounded(z), ("electrode", "node"), "ohm",
            "electric potential per unit of current at the electrode",
            coordinates="electrode_name node_x node_y node_z")
        put("lead_field_gradient", rounded(gradient), ("electrode", "node", "space"), "ohm m-1",
            "gradient of the lead field, components LPS",
            coordinates="electrode_name node_x node_y node_z space_direction")
        order = {"point": 0, "cell": 0, "field": 0}
        for (place, name), values in arrays.items():
            values = np.asarray(values)
            first = {"point": "node", "cell": "cell", "field": "field_" + name}[place]
            if place == "field":
                out.createDimension(first, len(values))
            put(f"{place}_{name}", values, (first, *(["space"] if values.ndim == 2 else [])), long_name=name,
                input_belongs_to=place, input_name=name, input_order=np.int32(order[place]))
            order[place] += 1


def difference(fine, coarse, models):
    """How far the two meshes' gradients are apart, in heart and torso: the estimate of the error."""
    result = {}
    for model in models:
        for part in ("heart", "torso"):
            g = fine[f"{model}/{part}/gradient"][coarse["chosen"]]
            h = coarse[f"{model}/{part}/gradient"]
            cosine = (g * h).sum(-1) / np.linalg.norm(g, axis=-1) / np.linalg.norm(h, axis=-1)
            angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
            result[f"{model} {part}"] = {
                "mean_angle_deg": round(float(angle.mean()), 3),
                "p95_angle_deg": round(float(np.percentile(angle, 95)), 3),
                "relative_l2": round(float(np.sqrt(((g - h) ** 2).sum() / (g**2).sum())), 5)}
    return result


def litres(fine):
    """Each region's volume in the mesh."""
    corners = fine["points"][fine["cells"]]
    volume = np.abs(np.linalg.det(corners[:, 1:] - corners[:, :1])) / 6e6
    return {name: round(float(volume[fine["regions"] == k].sum()), 4)
            for k, name in {**TISSUES, 3: "myocardium"}.items()}


def ecg_text(times, traces, path):
    with open(path, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["time_ms", *(f"{lead}_mV" for lead in traces)])
        for i, t in enumerate(times):
            rows.writerow([f"{t:g}", *(f"{v[i]:.7g}" for v in traces.values())])


def case(work, recipe):
    folder = os.path.join(GOLDEN, work.name)
    os.makedirs(folder, exist_ok=True)
    seed, kind, scale = recipe
    places, fine = np.load(work.path("places.npz")), np.load(work.path("fine.npz"))
    solved = np.load(work.path("solved-fine.npz"))
    report, coarse = (json.loads(str(np.load(work.path(f"solved-{n}.npz"))["report"])) for n in ("fine", "coarse"))
    with open(os.path.join(work.anatomy(2.5), "parameters.json")) as file:
        anatomy = json.load(file)
    heart = pyvista.read(work.path("heart.vtu"))
    points, cells = np.asarray(heart.points), heart.cells_dict[10]
    fibres, regions = np.asarray(heart.cell_data["fiber"]), np.asarray(heart.cell_data["region"])
    surface = {n: pyvista.read(os.path.join(work.anatomy(2.5), n + ".vtp")).points
               for n in ("epicardium", "left-cavity", "right-cavity")}
    activation, repolarisation, sites = source.beat(
        points, cells, fibres, regions, [surface["left-cavity"], surface["right-cavity"]], surface["epicardium"])
    for name in list(heart.cell_data) + list(heart.point_data):
        if name not in ("region", "fiber"):
            heart.cell_data.pop(name, None)
            heart.point_data.pop(name, None)
    heart.point_data["activation"], heart.point_data["repolarisation"] = activation, repolarisation
    heart.save(os.path.join(folder, "heart.vtu"))
    triangles = fine["skin_triangles"]
    skin = pyvista.PolyData(fine["skin_points"].astype(np.float32), np.c_[np.full(len(triangles), 3), triangles])
    skin.field_data["lead_field_frame"] = heart.field_data["lead_field_frame"]
    skin.save(os.path.join(folder, "torso.vtp"))
    with open(os.path.join(folder, "electrodes.csv"), "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["name", "x", "y", "z"])
        rows.writerows([n, *(f"{v:.6f}" for v in x)] for n, x in zip(NAMES, fine["electrodes"]))
    arrays = {("point", "activation"): activation, ("point", "repolarisation"): repolarisation,
              ("cell", "region"): regions, ("cell", "fiber"): fibres}
    codes = np.array([list(TISSUES).index(r) for r in places["torso_region"]], np.uint8)
    for model in MODELS:
        title = f"Golden lead field of {work.name}, {model} conductivities"
        history = f"solved by GoldenData/make on {report['unknowns']} unknowns"
        z, gradient = solved[f"{model}/heart/Z"], solved[f"{model}/heart/gradient"]
        lead_field(os.path.join(folder, f"golden-{model}.nc"), model, title, fine["electrodes"], points, cells, z,
                   gradient, arrays, history)
        lead_field(os.path.join(folder, f"torso-{model}.nc"), model, title + ", outside the muscle",
                   fine["electrodes"], places["torso"].astype(np.float32), np.arange(len(codes))[:, None],
                   solved[f"{model}/torso/Z"], solved[f"{model}/torso/gradient"],
                   {("point", "tissue"): codes, ("field", "tissue_name"): np.array(list(TISSUES.values()))}, history)
        times, traces = source.ecg(points, cells, fibres, rounded(gradient), NAMES, activation, repolarisation)
        ecg_text(times, traces, os.path.join(folder, f"ecg-{model}.csv"))
    more = {}
    if os.path.exists(work.path("solved-fibres-fine.npz")):
        own, other = (np.load(work.path(f"solved-fibres-{n}.npz")) for n in ("fine", "coarse"))
        more = difference(own, other, ["fibres"])
        report["models"].update(json.loads(str(own["report"]))["models"])
        lead_field(os.path.join(folder, "golden-fibres.nc"), "fibres",
                   f"Golden lead field of {work.name}, muscle that conducts better along its fibres", fine["electrodes"],
                   points, cells, own["fibres/heart/Z"], own["fibres/heart/gradient"], arrays,
                   f"solved by GoldenData/make on {report['unknowns']} unknowns")
    provenance = {
        "made_by": "GoldenData/make/make.py: lftrain anatomy, Mmg, gmsh, FEniCSx (quadratic tetrahedra), fim-python",
        "seed": seed, "kind": kind, "set": anatomy["set"], "sex": anatomy["sex"], "frame": "LPS", "unit": "mm",
        "versions": {
            "gmsh": str(fine["gmsh"]), "mmgpy": importlib.metadata.version("mmgpy"), "dolfinx": report["dolfinx"],
            "petsc": report["petsc"],
            **{n: importlib.metadata.version(n) for n in ("fim-python", "netCDF4", "numpy", "pyvista", "meshio")}},
        "mesh": {"scale": scale, "nodes": report["nodes"], "tetrahedra": report["cells"], "unknowns": report["unknowns"],
                 "skin_mm2": round(report["skin_mm2"]), "litres": litres(fine),
                 "coarser_nodes": coarse["nodes"]},
        "models": {name: {k: v for k, v in m.items() if not k.endswith("_s")} for name, m in report["models"].items()},
        "points_continued_from_the_nearest_cell_of_their_tissue": report["outside_their_tissue"],
        "error_estimate": {
            "how": "difference of the gradients at the same points on two meshes made anew from the surfaces, all"
                   " lengths of the second 1.4 times as large, surfaces included; electrodes RA, V2, V5",
            **difference(solved, np.load(work.path("solved-coarse.npz")), MODELS), **more},
        "beat": {"speeds_mm_per_ms": [source.ALONG, source.ACROSS],
                 "sites": [{"point": int(n), "ms": t} for n, t in sites],
                 "activation_ms": [float(activation.min()), float(activation.max())],
                 "repolarisation_ms": [float(repolarisation.min()), float(repolarisation.max())]},
        "license": "MIT, as the repository",
    }
    with open(os.path.join(folder, "provenance.json"), "w") as file:
        json.dump(provenance, file, indent=2)
        file.write("\n")


def manifest(cases):
    """Enters the cases that are there, with digests, into manifest.json; other cases stay."""
    path = os.path.join(GOLDEN, "manifest.json")
    with open(path) as file:
        text = json.load(file)
    files = ["heart.vtu", "torso.vtp", "electrodes.csv", "golden-standard.nc", "golden-homogeneous.nc",
             "torso-standard.nc", "torso-homogeneous.nc", "ecg-standard.csv", "ecg-homogeneous.csv"]
    entries = {c["name"]: c for c in text["cases"]}
    for name, (seed, *_) in cases.items():
        if not os.path.exists(os.path.join(GOLDEN, name, "provenance.json")):
            continue
        own = files + [f for f in ["golden-fibres.nc"] if os.path.exists(os.path.join(GOLDEN, name, f))]
        entries[name] = {
            "name": name, "kind": "lead field",
            "files": [{"path": f"{name}/{f}", "sha256": digest(os.path.join(GOLDEN, name, f))} for f in own],
            "unit": "mm, ohm, ohm/m, mV, ms", "frame": "LPS", "tolerance": 0.04, "seed": seed,
            "provenance": f"{name}/provenance.json",
            "command": f"python3 GoldenData/make/make.py --case {name}"}
    text["cases"] = list(entries.values())
    with open(path, "w") as file:
        json.dump(text, file, indent=2)
        file.write("\n")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
