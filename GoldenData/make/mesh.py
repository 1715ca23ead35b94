"""Fills an anatomy's surfaces with tetrahedra: Mmg thins the triangles out, gmsh fills.

The surfaces of `lftrain anatomy --resolution 2.5` are closed and touch nothing. They are finer than needed where they
are flat and just fine enough at the lungs' edges, on which a lead field depends most; Mmg keeps triangles small only
where curvature asks for it. Then each surface becomes a shell of its own and stays as it is, triangle by triangle;
around electrodes the skin is cut finer, because the lead field is singular there.
"""
import os
import subprocess
import tempfile

import gmsh
import meshio
import numpy as np
import pyvista

# Regions by number, and what lies directly inside each. Muscle is all of the epicardium that is no cavity: the lid
# over the valves too.
REGIONS = {"torso": 1, "lungs": 2, "epicardium": 3, "left-cavity": 4, "right-cavity": 5}
INSIDE = {"torso": ["lungs", "epicardium"], "epicardium": ["left-cavity", "right-cavity"]}
# mm: the edges wanted at an electrode, and how far around it the skin is cut finer.
AT_ELECTRODE, AROUND_ELECTRODE = 2.3, 23.0


# How far Mmg may move a surface, and its largest edge, mm, and the width of tetrahedra in the heart.
SURFACES = {"torso": (0.2, 15), "lungs": (0.26, 10), "epicardium": (0.08, 3.5), "left-cavity": (0.08, 3.5),
            "right-cavity": (0.08, 3.5)}
WIDTH = 3.5


def thinned(path, name, scale):
    """A surface with as few triangles as its curvature allows; `scale` coarsens: distances go with its square."""
    surface = pyvista.read(path).triangulate()
    distance, largest = SURFACES[name]
    with tempfile.TemporaryDirectory() as folder:
        before, after = os.path.join(folder, "before.mesh"), os.path.join(folder, "after.mesh")
        meshio.write(before, meshio.Mesh(
            np.asarray(surface.points, float), [("triangle", surface.faces.reshape(-1, 4)[:, 1:])]))
        subprocess.run(
            ["mmgs_O3", "-in", before, "-out", after, "-hausd", str(distance * scale**2), "-hmin", str(1.6 * scale),
             "-hmax", str(largest * scale), "-hgrad", "1.35", "-ar", "40", "-v", "0"], check=True, capture_output=True)
        mesh = meshio.read(after)
    triangles = mesh.cells_dict["triangle"]
    return pyvista.PolyData(mesh.points, np.c_[np.full(len(triangles), 3), triangles])


def bodies(surface):
    """The connected closed surfaces of one, as points and triangles."""
    for body in surface.split_bodies():
        part = body.extract_surface(algorithm="dataset_surface")
        yield np.asarray(part.points, float), part.faces.reshape(-1, 4)[:, 1:]


def cut_finer(points, triangles, wanted):
    """Triangles that are `wanted` cut in four; neighbours in two or four, so that no edge has a loose node."""
    edges = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]], axis=2)
    unique, number = np.unique(edges.reshape(-1, 2), axis=0, return_inverse=True)
    number = number.reshape(-1, 3)
    cut = np.zeros(len(unique), bool)
    cut[number[wanted]] = True
    while True:
        two = cut[number].sum(axis=1) == 2
        if not two.any():
            break
        cut[number[two]] = True
    middle = np.full(len(unique), -1)
    middle[cut] = len(points) + np.arange(cut.sum())
    m, n = middle[number], cut[number].sum(axis=1)
    result = [triangles[n == 0]]
    for k in range(3):
        half = (n == 1) & cut[number[:, k]]
        a, b, c = triangles[half, k], triangles[half, (k + 1) % 3], triangles[half, (k + 2) % 3]
        result += [np.stack([a, m[half, k], c], 1), np.stack([m[half, k], b, c], 1)]
    t, e = triangles[n == 3], m[n == 3]
    result += [np.stack([t[:, 0], e[:, 0], e[:, 2]], 1), np.stack([t[:, 1], e[:, 1], e[:, 0]], 1),
               np.stack([t[:, 2], e[:, 2], e[:, 1]], 1), e]
    return np.concatenate([points, points[unique[cut]].mean(axis=1)]), np.concatenate(result)


def skin(surface, electrodes, edge):
    """The skin, cut finer around electrodes down to `edge`, and each electrode's nearest vertex."""
    (points, triangles), = bodies(surface)
    for _ in range(3):
        corners = points[triangles]
        size = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
        distance = np.linalg.norm(corners.mean(axis=1)[:, None] - electrodes[None], axis=2).min(axis=1)
        # Coarser outwards, as fast as tetrahedra can follow.
        wanted = size > np.maximum(1.6 * edge, 1.6 * edge + 0.25 * (distance - AROUND_ELECTRODE / 2))
        wanted &= distance < AROUND_ELECTRODE * 1.5
        if not wanted.any():
            break
        points, triangles = cut_finer(points, triangles, wanted)
    nearest = np.linalg.norm(points[None] - electrodes[:, None], axis=2).argmin(axis=1)
    return points, triangles, points[nearest]


def fill(folder, electrodes, scale=1.0):
    """Tetrahedra of a folder's anatomy, all lengths of the mesh times `scale`.

    Returns points (mm), cells, their regions, the electrodes' vertices, the skin, gmsh's version.
    """
    gmsh.initialize()
    gmsh.option.setNumber("General.Terminal", 0)
    gmsh.model.add("anatomy")
    width, edge = WIDTH * scale, AT_ELECTRODE * scale
    surfaces = {name: thinned(os.path.join(folder, name + ".vtp"), name, scale) for name in REGIONS}
    skin_points, skin_triangles, placed = skin(surfaces["torso"], electrodes, edge)
    loops, node = {}, 0
    for name in REGIONS:
        loops[name] = []
        for points, triangles in [(skin_points, skin_triangles)] if name == "torso" else bodies(surfaces[name]):
            tag = gmsh.model.addDiscreteEntity(2)
            gmsh.model.mesh.addNodes(2, tag, np.arange(node + 1, node + 1 + len(points)), points.ravel())
            gmsh.model.mesh.addElementsByType(tag, 2, [], (triangles + node + 1).ravel())
            node += len(points)
            loops[name].append(gmsh.model.geo.addSurfaceLoop([tag]))
    volumes = {}
    for name in REGIONS:
        holes = [loop for child in INSIDE.get(name, []) for loop in loops[child]]
        volumes[name] = [gmsh.model.geo.addVolume([loop] + holes) for loop in loops[name]]
    gmsh.model.geo.synchronize()

    heart = surfaces["epicardium"]
    radius = np.linalg.norm(heart.points - heart.center, axis=1).max()

    def ball(centre, inner, size, slope):
        field = gmsh.model.mesh.field.add("Ball")
        values = {"Radius": inner, "Thickness": (largest - size) / slope, "VIn": size, "VOut": largest}
        for option, value in {**values, **dict(zip(("XCenter", "YCenter", "ZCenter"), centre))}.items():
            gmsh.model.mesh.field.setNumber(field, option, value)
        return field

    largest = 4.4 * width
    fields = [ball(heart.center, radius, width, 0.12)] + [ball(e, 1.5 * edge, edge, 0.25) for e in placed]
    smallest = gmsh.model.mesh.field.add("Min")
    gmsh.model.mesh.field.setNumbers(smallest, "FieldsList", fields)
    gmsh.model.mesh.field.setAsBackgroundMesh(smallest)
    gmsh.option.setNumber("Mesh.MeshSizeExtendFromBoundary", 0)
    gmsh.option.setNumber("Mesh.MeshSizeMax", largest)
    gmsh.option.setNumber("Mesh.Algorithm3D", 1)
    gmsh.model.mesh.generate(3)
    gmsh.model.mesh.optimize("")
    tags, coordinates, _ = gmsh.model.mesh.getNodes()
    number = np.zeros(int(tags.max()) + 1, np.int64)
    number[tags.astype(int)] = np.arange(len(tags))
    cells, regions = [], []
    for name in REGIONS:
        for volume in volumes[name]:
            _, nodes = gmsh.model.mesh.getElementsByType(4, volume)
            cells.append(number[nodes.astype(int)].reshape(-1, 4))
            regions.append(np.full(len(cells[-1]), REGIONS[name], np.int32))
    version = gmsh.option.getString("General.Version")
    gmsh.finalize()
    cells, regions = np.concatenate(cells), np.concatenate(regions)
    used, cells = np.unique(cells, return_inverse=True)
    points, cells = coordinates.reshape(-1, 3)[used], cells.reshape(-1, 4)
    edges = points[cells[:, 1:]] - points[cells[:, :1]]
    volume = np.einsum("ij,ij->i", edges[:, 0], np.cross(edges[:, 1], edges[:, 2])) / 6
    cells[volume < 0] = cells[volume < 0][:, [0, 2, 1, 3]]
    return dict(points=points, cells=cells, regions=regions, electrodes=placed, skin_points=skin_points,
                skin_triangles=skin_triangles, gmsh=version)
