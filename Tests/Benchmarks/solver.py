#!/usr/bin/python3
"""lfconvert solve against FEniCSx + PETSc on one labelled mesh: time and memory of ten electrodes.

  Tests/Benchmarks/solver.py [--nodes N] [--lfconvert PATH] [--keep FOLDER]

Needs Debian's python3-dolfinx and mpirun: apt-get install --no-install-recommends python3-dolfinx openmpi-bin.
Build first: swift build -c release. Both solve the same piecewise linear equations on two cores to a relative
residual of 1e-8; FEniCSx by conjugate gradients with hypre's BoomerAMG. Its form compiler runs before the clock.
"""
import argparse, json, os, re, resource, subprocess, sys, tempfile, time
import numpy as np

SIGMA = {1: 0.2, 2: 0.05, 3: 0.6, 4: 0.3}
ELECTRODES = ["RA", "LA", "LL", "RL", "V1", "V2", "V3", "V4", "V5", "V6"]


def labelled_box(nodes):
    """A jittered box of 360 x 240 x 420 mm, six tetrahedra a cell, with lungs, a heart and its blood."""
    size = np.array([360.0, 240.0, 420.0])
    step = (size.prod() / nodes) ** (1 / 3)
    n = np.round(size / step).astype(int)
    axes = [np.linspace(-s / 2, s / 2, k + 1) for s, k in zip(size, n)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    inner = np.zeros(grid.shape[:3], bool)
    inner[1:-1, 1:-1, 1:-1] = True
    grid[inner] += np.random.default_rng(1).uniform(-0.15, 0.15, (inner.sum(), 3)) * step
    number = np.arange(grid[..., 0].size).reshape(grid.shape[:3])
    cells = []
    for walk in ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (2, 1, 0), (1, 0, 2)):
        at = np.zeros(3, int)
        corners = []
        for axis in (None, *walk):
            if axis is not None:
                at[axis] += 1
            i, j, k = at
            corners.append(number[i:n[0] + i, j:n[1] + j, k:n[2] + k].ravel())
        odd = walk in ((0, 2, 1), (2, 1, 0), (1, 0, 2))
        cells.append(np.stack([corners[0], corners[1], *(corners[2:] if not odd else corners[:1:-1])], 1))
    cells = np.concatenate(cells)
    points = grid.reshape(-1, 3)
    middle = points[cells].mean(1)

    def inside(center, radii):
        return (((middle - center) / radii) ** 2).sum(1) < 1

    label = np.ones(len(cells), np.int32)
    for side in (-90, 90):
        label[inside([side, 10, 40], [70, 90, 130])] = 2
    label[inside([20, -30, 0], [60, 50, 65])] = 4
    label[inside([20, -30, 0], [45, 35, 50])] = 3
    skin = points[(np.abs(points) > size / 2 - 1e-9).any(1)]
    wanted = np.array([[-170, 0, 190], [170, 0, 190], [120, -60, -200], [-120, -60, -200], [-20, -120, 20],
                       [20, -120, 20], [45, -120, 5], [75, -120, -10], [130, -120, -10], [180, -20, -10]])
    places = np.array([skin[((skin - w) ** 2).sum(1).argmin()] for w in wanted])
    return points, cells.astype(np.int64), label, places


def write_vtu(path, points, cells, label):
    blocks = [points.astype("<f8"), cells.astype("<i8"), (4 * np.arange(1, len(cells) + 1)).astype("<i8"),
              np.full(len(cells), 10, "u1"), label.astype("<i4")]
    offsets = np.cumsum([0] + [8 + b.nbytes for b in blocks])
    array = '<DataArray type="{}" Name="{}" {}format="appended" offset="{}"/>'.format
    with open(path, "wb") as f:
        f.write(('<VTKFile type="UnstructuredGrid" version="1.0" byte_order="LittleEndian" header_type="UInt64">'
                 f'<UnstructuredGrid><Piece NumberOfPoints="{len(points)}" NumberOfCells="{len(cells)}"><Points>'
                 + array("Float64", "Points", 'NumberOfComponents="3" ', offsets[0]) + "</Points><Cells>"
                 + array("Int64", "connectivity", "", offsets[1]) + array("Int64", "offsets", "", offsets[2])
                 + array("UInt8", "types", "", offsets[3]) + "</Cells><CellData>"
                 + array("Int32", "tissue", "", offsets[4])
                 + '</CellData></Piece></UnstructuredGrid><AppendedData encoding="raw">_').encode())
        for b in blocks:
            f.write(np.uint64(b.nbytes).tobytes() + b.tobytes())
        f.write(b"</AppendedData></VTKFile>")


def fenicsx(path, tuned):
    """One rank of the other side: reads PATH.npz, solves, rank 0 prints JSON."""
    from mpi4py import MPI
    from petsc4py import PETSc
    import dolfinx, ufl
    comm = MPI.COMM_WORLD
    data = np.load(path) if comm.rank == 0 else None
    points = data["points"] * 1e-3 if data is not None else np.zeros((0, 3))
    cells = data["cells"] if data is not None else np.zeros((0, 4), np.int64)
    label, places = comm.bcast((data["label"], data["places"]) if data is not None else None)
    element = ufl.Mesh(ufl.VectorElement("Lagrange", ufl.tetrahedron, 1))
    mesh = dolfinx.mesh.create_mesh(comm, cells, points, element)
    sigma = dolfinx.fem.Function(dolfinx.fem.FunctionSpace(mesh, ("DG", 0)))
    local = mesh.topology.index_map(3)
    table = np.zeros(5)
    table[list(SIGMA)] = list(SIGMA.values())
    # Cells keep their number in the input: labels follow them.
    original = np.array(mesh.topology.original_cell_index)[:local.size_local]
    sigma.x.array[:local.size_local] = table[label[original]]
    sigma.x.scatter_forward()
    space = dolfinx.fem.FunctionSpace(mesh, ("Lagrange", 1))
    u, v = ufl.TrialFunction(space), ufl.TestFunction(space)
    form = dolfinx.fem.form(sigma * ufl.inner(ufl.grad(u), ufl.grad(v)) * ufl.dx)
    load = dolfinx.fem.form(v * ufl.ds)
    area = comm.allreduce(dolfinx.fem.assemble_scalar(dolfinx.fem.form(
        dolfinx.fem.Constant(mesh, PETSc.ScalarType(1)) * ufl.ds)), MPI.SUM)
    comm.barrier()
    start, cpu = time.perf_counter(), time.process_time()
    matrix = dolfinx.fem.petsc.assemble_matrix(form)
    matrix.assemble()
    ones = matrix.createVecLeft()
    ones.set(1)
    ones.normalize()
    matrix.setNullSpace(PETSc.NullSpace().create(vectors=[ones]))
    matrix.setOption(PETSc.Mat.Option.SPD, True)
    uniform = dolfinx.fem.petsc.assemble_vector(load)
    uniform.ghostUpdate(addv=PETSc.InsertMode.ADD, mode=PETSc.ScatterMode.REVERSE)
    uniform.scale(-1 / area)
    comm.barrier()
    assembled = time.perf_counter()
    solver = PETSc.KSP().create(comm)
    solver.setOperators(matrix)
    solver.setType("cg")
    solver.getPC().setType("hypre")
    solver.getPC().setHYPREType("boomeramg")
    if tuned:
        # What hypre's manual advises for three dimensions; PETSc's own choices are those for two.
        chosen = PETSc.Options()
        for name, value in (("strong_threshold", 0.5), ("coarsen_type", "HMIS"), ("interp_type", "ext+i"),
                            ("P_max", 4), ("agg_nl", 1)):
            chosen["pc_hypre_boomeramg_" + name] = value
        solver.getPC().setFromOptions()
    solver.setTolerances(rtol=1e-8)
    solver.setNormType(PETSc.KSP.NormType.UNPRECONDITIONED)
    solver.setUp()
    comm.barrier()
    prepared = time.perf_counter()
    x = space.tabulate_dof_coordinates()[:space.dofmap.index_map.size_local]
    first = space.dofmap.index_map.local_range[0]
    iterations = 0
    for place in places * 1e-3:
        b = uniform.copy()
        distance = ((x - place) ** 2).sum(1)
        nearest = distance.argmin()
        if distance[nearest] < 1e-12:
            b.setValue(first + nearest, 1.0, PETSc.InsertMode.ADD_VALUES)
        b.assemble()
        z = matrix.createVecRight()
        solver.solve(b, z)
        iterations = max(iterations, solver.getIterationNumber())
    comm.barrier()
    solved = time.perf_counter()
    cpu = comm.allreduce(time.process_time() - cpu, MPI.SUM)
    memory = comm.allreduce(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, MPI.SUM)
    if comm.rank == 0:
        print(json.dumps({"assembly": assembled - start, "setup": prepared - assembled,
                          "solve": solved - prepared, "iterations": iterations,
                          "cpu": cpu, "MB": memory / 1024}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=200_000)
    parser.add_argument("--lfconvert", default=".build/release/lfconvert")
    parser.add_argument("--keep", help="a folder for the mesh and the results")
    parser.add_argument("--rank-of", help=argparse.SUPPRESS)
    parser.add_argument("--tuned", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rank_of:
        return fenicsx(options.rank_of, options.tuned)
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    points, cells, label, places = labelled_box(options.nodes)
    mesh, table = f"{folder}/box.vtu", f"{folder}/electrodes.csv"
    write_vtu(mesh, points, cells, label)
    np.savez(f"{folder}/box.npz", points=points, cells=cells, label=label, places=places)
    with open(table, "w") as f:
        f.write("name,x,y,z\n" + "".join(f"{n},{x},{y},{z}\n" for n, (x, y, z) in zip(ELECTRODES, places)))
    print(f"{len(points)} nodes, {len(cells)} tetrahedra, {len(places)} electrodes")
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                       OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    for tuned, processes in ((False, 1), (False, 2), (True, 1), (True, 2)):
        out = subprocess.run(
            ["mpirun", "--oversubscribe", "-n", str(processes), "/usr/bin/python3", os.path.abspath(__file__),
             "--rank-of", f"{folder}/box.npz", *(["--tuned"] if tuned else [])], capture_output=True, text=True, env=environment)
        if out.returncode:
            sys.exit(out.stderr[-2000:])
        r = json.loads(out.stdout.splitlines()[-1])
        print(f"FEniCSx + PETSc, hypre {'tuned for 3D' if tuned else 'by default'}, {processes} process(es): "
              f"assembly {r['assembly']:.2f} s, "
              f"setup {r['setup']:.2f} s, solve {r['solve']:.2f} s ({r['iterations']} iterations); "
              f"together {r['assembly'] + r['setup'] + r['solve']:.2f} s ({r['cpu']:.2f} s of CPU), {r['MB']:.0f} MB")
    with open(f"{folder}/talk", "w+") as talk:
        start = time.perf_counter()
        process = subprocess.Popen([options.lfconvert, "solve", mesh, "--electrodes", table, "--out",
                                    f"{folder}/lf.nc", "--only", "myocardium"], stderr=talk)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        talk.seek(0)
        said = talk.read()
    if status:
        sys.exit(said)
    iterations = re.search(r"in (\d+) iterations", said).group(1)
    step = {name: float(re.search(name + r" ([\d.]+) s", said).group(1))
            for name in ("checks", "assembly and preparation", "solution")}
    print(f"lfconvert solve: assembly and setup {step['assembly and preparation']:.2f} s, "
          f"solve {step['solution']:.2f} s ({iterations} iterations); "
          f"together {step['assembly and preparation'] + step['solution']:.2f} s; "
          f"whole command with files, checks and gradients {wall:.2f} s "
          f"({usage.ru_utime + usage.ru_stime:.2f} s of CPU), {usage.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
