#!/usr/bin/python3
"""Solves for the lead fields of a meshed anatomy with FEniCSx: quadratic tetrahedra, conjugate gradients, hypre.

    solve.py MESH.npz PLACES.npz OUT.npz [--electrodes 0 4 8]     (Debian's python3-dolfinx)

MESH holds points (mm), cells, regions, and fibres where the model of that name is solved; PLACES holds electrodes (mm), heart and torso (points, mm) and torso_region. OUT
gets Z (ohm) and its gradient (ohm/m) at heart and torso in each conductivity model, and what was checked.

The electrode is a point: its load is the value of each shape function there, and the return is spread evenly over
the skin. Pure Neumann equations fix Z up to a constant, which is then chosen for zero mean over the skin.
"""
import argparse
import json
import time

import basix
import dolfinx
import numpy as np
import ufl
from dolfinx import fem, geometry, mesh
from mpi4py import MPI
from petsc4py import PETSc
from scipy import sparse
from scipy.sparse.linalg import factorized
from scipy.spatial import cKDTree

# S/m, by region: torso, lungs, muscle, left blood, right blood.
MODELS = {"standard": [0.2, 0.05, 0.3, 0.6, 0.6], "homogeneous": [0.2] * 5,
          # The muscle across its fibres; along them it conducts ALONG.
          "fibres": [0.2, 0.05, 0.2, 0.6, 0.6]}
ALONG = 0.5
MUSCLE = 3
TOLERANCE = 1e-8


class Body:
    """A mesh with its quadratic space; finds places and evaluates there."""

    def __init__(self, data):
        cell = ufl.Mesh(ufl.VectorElement("Lagrange", ufl.tetrahedron, 1))
        self.mesh = mesh.create_mesh(MPI.COMM_SELF, data["cells"].astype(np.int64), data["points"] / 1000, cell)
        # dolfinx sorts the cells anew.
        order = np.asarray(self.mesh.topology.original_cell_index)
        self.regions = data["regions"][order]
        # Unit vectors in the muscle, zeros elsewhere.
        self.fibres = data["fibres"][order] if "fibres" in data else np.zeros((len(order), 3))
        self.space = fem.FunctionSpace(self.mesh, ("Lagrange", 2))
        self.corners = self.mesh.geometry.x[self.mesh.geometry.dofmap.array.reshape(-1, 4)]
        self.tree = geometry.BoundingBoxTree(self.mesh, 3)
        self.element = basix.create_element(
            basix.ElementFamily.P, basix.CellType.tetrahedron, 2, basix.LagrangeVariant.gll_warped)

    def locate(self, places, regions):
        """A cell of the place's own region for each: the one that holds it, else that with the nearest centre.

        Surfaces cut flat and surfaces of other meshes differ by a fraction of a millimetre, so a few places at
        borders lie just outside their tissue; the quadratic of the nearest cell is continued to them.
        """
        holding = geometry.compute_colliding_cells(
            self.mesh, geometry.compute_collisions(self.tree, places), places)
        found = np.full(len(places), -1, np.int64)
        for i in range(len(places)):
            own = [c for c in holding.links(i) if regions[i] in (0, self.regions[c])]
            if own:
                found[i] = own[0]
        lost = found < 0
        for region in np.unique(regions[lost]):
            cells = np.flatnonzero((self.regions == region) | (region == 0))
            some = np.flatnonzero(lost & (regions == region))
            found[some] = cells[cKDTree(self.corners[cells].mean(axis=1)).query(places[some])[1]]
        p = self.corners[found]
        frame = np.stack([p[:, k] - p[:, 0] for k in (1, 2, 3)], axis=2)
        local = np.linalg.solve(frame, (places - p[:, 0])[..., None])[..., 0]
        # One place after another: a table of all places at all shape functions, of which the diagonal is kept.
        table = self.element.tabulate(1, local)
        table = table[..., 0] if table.ndim == 4 else table
        dofs = np.array([self.space.dofmap.cell_dofs(c) for c in found]).reshape(len(found), -1)
        gradient = np.linalg.solve(np.swapaxes(frame, 1, 2)[:, None], np.moveaxis(table[1:], 0, -1)[..., None])
        return dofs, table[0], gradient[..., 0], int(lost.sum()), found, local

    def smoothed(self, solutions, found, local):
        """The gradient in the muscle as a continuous, piecewise linear field: its L2 projection, at places there.

        The gradient of a quadratic jumps from cell to cell, and at a border of flat triangles it is at its worst.
        """
        muscle = np.flatnonzero(self.regions == MUSCLE)
        corners = self.corners[muscle]
        frame = np.stack([corners[:, k] - corners[:, 0] for k in (1, 2, 3)], axis=2)
        volume = np.abs(np.linalg.det(frame)) / 6
        nodes = self.mesh.geometry.dofmap.array.reshape(-1, 4)
        used, cells = np.unique(nodes[muscle], return_inverse=True)
        cells = cells.reshape(-1, 4)
        # The gradient is linear in a cell: its corners' values are all of it.
        table = self.element.tabulate(1, np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], float))
        table = (table[..., 0] if table.ndim == 4 else table)[1:]
        dofs = np.array([self.space.dofmap.cell_dofs(c) for c in muscle])
        inverse = np.linalg.inv(frame)
        mass = (np.ones((4, 4)) + np.eye(4)) / 20
        rows, columns = np.repeat(cells, 4, axis=1), np.tile(cells, (1, 4))
        system = sparse.csc_matrix(
            ((volume[:, None] * mass.ravel()).ravel(), (rows.ravel(), columns.ravel())), (len(used),) * 2)
        solve = factorized(system)
        number = np.zeros(len(self.mesh.geometry.x), np.int64)
        number[used] = np.arange(len(used))
        at = number[nodes[found]]
        weights = np.concatenate([1 - local.sum(axis=1, keepdims=True), local], axis=1)
        result = []
        for nodal in solutions:
            corner = np.einsum("xpk,ck->cpx", table, nodal[dofs])
            corner = np.einsum("cpx,cxy->cpy", corner, inverse)
            load = volume[:, None, None] * np.einsum("pq,cqy->cpy", mass, corner)
            smooth = np.zeros((len(used), 3))
            for axis in range(3):
                b = np.bincount(cells.ravel(), load[..., axis].ravel(), len(used))
                smooth[:, axis] = solve(b)
            result.append(np.einsum("pk,pkx->px", weights, smooth[at]))
        return np.array(result)


def conductivity(model, body):
    """The tensor of each cell, S/m, row by row."""
    tensor = np.array([0, *MODELS[model]])[body.regions][:, None, None] * np.eye(3)
    if model == "fibres":
        tensor += (ALONG - MODELS[model][MUSCLE - 1]) * body.fibres[:, :, None] * body.fibres[:, None, :]
    return tensor.ravel()


def operator(form, sigma, values):
    """The stiffness matrix of one model and its solver."""
    sigma.x.array[:] = values
    matrix = fem.petsc.assemble_matrix(form)
    matrix.assemble()
    matrix.setOption(PETSc.Mat.Option.SPD, True)
    matrix.setNullSpace(PETSc.NullSpace().create(constant=True, comm=MPI.COMM_SELF))
    solver = PETSc.KSP().create(MPI.COMM_SELF)
    solver.setOperators(matrix)
    solver.setType("cg")
    solver.getPC().setType("hypre")
    solver.getPC().setHYPREType("boomeramg")
    solver.setTolerances(rtol=TOLERANCE, max_it=500)
    solver.setNormType(PETSc.KSP.NormType.UNPRECONDITIONED)
    solver.setFromOptions()
    solver.setUp()
    return matrix, solver


def choose_hypre():
    """What hypre's manual advises for three dimensions; PETSc's own choices are those for two."""
    options = PETSc.Options()
    for name, value in {"strong_threshold": 0.5, "coarsen_type": "HMIS", "interp_type": "ext+i", "P_max": 4}.items():
        if not options.hasName("pc_hypre_boomeramg_" + name):
            options["pc_hypre_boomeramg_" + name] = value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mesh")
    parser.add_argument("places")
    parser.add_argument("out")
    parser.add_argument("--electrodes", type=int, nargs="*", help="their numbers; all when not given")
    parser.add_argument("--models", nargs="*", default=["standard", "homogeneous"])
    arguments = parser.parse_args()
    choose_hypre()
    places = np.load(arguments.places)
    chosen = arguments.electrodes or list(range(len(places["electrodes"])))
    body = Body(np.load(arguments.mesh))
    sets = {"heart": body.locate(places["heart"] / 1000, np.full(len(places["heart"]), MUSCLE)),
            "torso": body.locate(places["torso"] / 1000, places["torso_region"])}
    electrodes = places["electrodes"][chosen] / 1000
    e_dofs, e_values, *_ = body.locate(electrodes, np.zeros(len(chosen), int))

    u, v = ufl.TrialFunction(body.space), ufl.TestFunction(body.space)
    sigma = fem.Function(fem.TensorFunctionSpace(body.mesh, ("DG", 0)))
    form = fem.form(ufl.inner(ufl.dot(sigma, ufl.grad(u)), ufl.grad(v)) * ufl.dx)
    skin = fem.petsc.assemble_vector(fem.form(v * ufl.ds))
    area = skin.sum()
    normal = ufl.FacetNormal(body.mesh)
    report = {"nodes": len(body.mesh.geometry.x), "cells": len(body.corners),
              "unknowns": body.space.dofmap.index_map.size_global, "skin_mm2": area * 1e6,
              "dolfinx": dolfinx.__version__, "petsc": ".".join(map(str, PETSc.Sys.getVersion())),
              "tolerance": TOLERANCE, "outside_their_tissue": {k: s[3] for k, s in sets.items()}, "models": {}}
    result = {}
    for model in arguments.models:
        start = time.time()
        matrix, solver = operator(form, sigma, conductivity(model, body))
        prepared = time.time()
        solutions, residuals, iterations, loads = [], [], 0, []
        for dofs, values in zip(e_dofs, e_values):
            b = skin.copy()
            b.scale(-1 / area)
            b.setValues(dofs.astype(np.int32), values, addv=PETSc.InsertMode.ADD_VALUES)
            b.assemble()
            loads.append(b.sum())
            z = b.duplicate()
            solver.solve(b, z)
            r = b.duplicate()
            matrix.mult(z, r)
            r.axpy(-1, b)
            residuals.append(r.norm() / b.norm())
            iterations = max(iterations, solver.getIterationNumber())
            z.shift(-skin.dot(z) / area)
            solutions.append(z.array.copy())
        solutions = np.array(solutions)
        for name, (dofs, values, gradients, _, found, local) in sets.items():
            nodal = solutions[:, dofs]
            result[f"{model}/{name}/Z"] = np.einsum("epk,pk->ep", nodal, values)
            result[f"{model}/{name}/gradient"] = (
                body.smoothed(solutions, found, local) if name == "heart"
                else np.einsum("epk,pkx->epx", nodal, gradients))
        # Reciprocity: Z_a at electrode b is Z_b at electrode a. Galerkin's solutions keep it exactly, so this
        # tells of the solver's tolerance and of mixed-up electrodes, not of the mesh.
        mutual = np.einsum("aek,ek->ae", solutions[:, e_dofs], e_values)
        asymmetry = np.abs(mutual - mutual.T).max() / np.abs(mutual - np.diag(np.diag(mutual))).max()
        # Flux through the muscle's border has to vanish: no source lies inside. It is not built into the equations
        # of a border's two sides, so it does tell of the mesh.
        report["models"][model] = {
            "conductivity_S_per_m": dict(zip(["torso", "lungs", "muscle", "left blood", "right blood"], MODELS[model])),
            **({"muscle_along_fibres_S_per_m": ALONG} if model == "fibres" else {}), "residual": max(residuals), "iterations": iterations, "reciprocity": float(asymmetry),
            "sum_of_load": float(np.abs(loads).max()), "heart_flux": heart_flux(body, sigma, normal, solutions),
            "setup_s": round(prepared - start, 1), "solve_s": round(time.time() - prepared, 1)}
        print(model, json.dumps(report["models"][model]), flush=True)
        matrix.destroy()
        solver.destroy()
    np.savez(arguments.out, report=json.dumps(report), chosen=chosen, **result)


def heart_flux(body, sigma, normal, solutions):
    """The net current through the epicardium over the current through it one way, the worst of the electrodes."""
    heart = body.regions >= MUSCLE
    body.mesh.topology.create_connectivity(2, 3)
    links = body.mesh.topology.connectivity(2, 3)
    facets = [f for f in range(body.mesh.topology.index_map(2).size_local)
              if len(links.links(f)) == 2 and heart[links.links(f)].sum() == 1]
    facets = np.array(facets, np.int32)
    tags = mesh.meshtags(body.mesh, 2, facets, np.ones(len(facets), np.int32))
    inside = fem.Function(fem.FunctionSpace(body.mesh, ("DG", 0)))
    inside.x.array[:] = heart
    z = fem.Function(body.space)
    # The heart's side of each facet is the one where `inside` is 1; its normal leads out.
    out = sum(inside(s) * ufl.inner(ufl.dot(sigma(s), ufl.grad(z)(s)), normal(s)) for s in "+-")
    surface = ufl.Measure("dS", domain=body.mesh, subdomain_data=tags)(1)
    net, all_ = fem.form(out * surface), fem.form(abs(out) * surface)
    worst = 0.0
    for solution in solutions:
        z.x.array[:] = solution
        worst = max(worst, abs(fem.assemble_scalar(net)) / (fem.assemble_scalar(all_) / 2))
    return float(worst)


if __name__ == "__main__":
    main()
