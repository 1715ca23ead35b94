"""VTK XML files in the manner of writers other than VTK: byte layouts that VTK reads but does not write."""
import base64, itertools, lzma, os, struct, zlib
import numpy as np

try:
    import lz4.block as lz4_block
except ImportError:
    lz4_block = None

TYPES = {"i1": "Int8", "u1": "UInt8", "i2": "Int16", "u2": "UInt16", "i4": "Int32", "u4": "UInt32", "i8": "Int64",
         "u8": "UInt64", "f4": "Float32", "f8": "Float64"}
COMPRESSORS = {"zlib": ("vtkZLibDataCompressor", zlib.compress), "lzma": ("vtkLZMADataCompressor", lzma.compress)}
if lz4_block:
    COMPRESSORS["lz4"] = ("vtkLZ4DataCompressor", lambda b: lz4_block.compress(b, store_size=False))


class Writer:
    """One file; the options are the ways in which writers differ."""

    def __init__(self, mode="raw", header="UInt32", big=False, compressor=None, one_run=True, block=64,
                 full_as="size", gap=0, shuffled=False, pad_offsets=False, quote='"', newline="\n", prolog='<?xml version="1.0"?>',
                 version="1.0", format_as=None, name_header=True):
        self.__dict__.update(locals())
        self.payload, self.pending = b"", []

    def number(self, *values):
        return struct.pack((">" if self.big else "<") + ("Q" if self.header == "UInt64" else "I") * len(values), *values)

    def parts(self, array):
        data = array.astype(array.dtype.newbyteorder(">" if self.big else "<")).tobytes()
        if not self.compressor:
            return self.number(len(data)), data
        pieces = [data[i:i + self.block] for i in range(0, len(data), self.block)]
        last = len(pieces[-1]) if pieces else 0
        if last == self.block and self.full_as == "zero":
            last = 0
        packed = [COMPRESSORS[self.compressor][1](piece) for piece in pieces]
        if not pieces:
            return self.number(0), b""
        return self.number(len(pieces), self.block, last, *map(len, packed)), b"".join(packed)

    def encoded(self, array):
        head, data = self.parts(array)
        if self.mode == "raw":
            return head + data
        if self.one_run and not self.compressor:
            return base64.b64encode(head + data)
        return base64.b64encode(head) + base64.b64encode(data)

    def array(self, array, name="a", components=1, more="", element="DataArray"):
        array = np.asarray(array)
        q = self.quote
        kind = TYPES[array.dtype.str[1:]]
        start = f"<{element} type={q}{kind}{q}" + (f" Name={q}{name}{q}" if name is not None else "")
        if components != 1:
            start += f" NumberOfComponents={q}{components}{q}"
        start += (" " + more if more else "")
        if self.mode == "ascii":
            text = " ".join(repr(v.item()) if v.dtype.kind == "f" else str(v) for v in array.ravel())
            return f"{start} format={q}ascii{q}>{self.newline}{text}{self.newline}</{element}>"
        if self.mode == "binary":
            return f"{start} format={q}binary{q}>{self.newline}  {self.encoded(array).decode()}{self.newline}</{element}>"
        number = len(self.pending)
        self.pending.append(self.encoded(array))
        offset = "@%06d@" % number
        return f"{start} format={q}{self.format_as or 'appended'}{q} offset={q}{offset}{q}/>"

    def file(self, kind, body, attributes=""):
        q = self.quote
        root = f"<VTKFile type={q}{kind}{q} version={q}{self.version}{q} byte_order={q}{'BigEndian' if self.big else 'LittleEndian'}{q}"
        if self.name_header:
            root += f" header_type={q}{self.header}{q}"
        if self.compressor:
            root += f" compressor={q}{COMPRESSORS[self.compressor][0]}{q}"
        text = (self.prolog + self.newline + root + ">" + self.newline + f"<{kind}{attributes}>" + body + f"</{kind}>"
                + self.newline)
        payload = b""
        order = list(range(len(self.pending)))
        if self.shuffled:
            order = order[::-1]
        offsets = {}
        for i in order:
            if self.gap:
                payload += b"A" * self.gap
            offsets[i] = len(payload)
            payload += self.pending[i]
        for i, offset in offsets.items():
            text = text.replace("@%06d@" % i, f"{offset:<12}" if self.pad_offsets else str(offset))
        end = f"</VTKFile>{self.newline}"
        if self.pending:
            encoding = "raw" if self.mode == "raw" else "base64"
            return (text + f"<AppendedData encoding={q}{encoding}{q}>{self.newline} _").encode() + payload + (
                f"{self.newline}</AppendedData>{self.newline}{end}").encode()
        return (text + end).encode()


XYZ = (np.arange(24).reshape(8, 3) * 0.37 % 1.9)


def tets(w, index=np.int64, offset=np.int64, kind=np.uint8, data="", points="Points", floats=np.float64, shift=0):
    conn = np.array([0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7], index)
    return (f'<Piece NumberOfPoints="8" NumberOfCells="3">{data}<Points>'
            + w.array(XYZ.astype(floats) + shift, points, 3) + "</Points><Cells>" + w.array(conn, "connectivity")
            + w.array(np.array([4, 8, 12], offset), "offsets") + w.array(np.array([10, 10, 10], kind), "types")
            + "</Cells></Piece>")


def data(w, count=8):
    values = np.linspace(-1, 1, count)
    return ("<PointData Scalars=\"u\">" + w.array(values.astype(np.float32), "u")
            + w.array(np.outer(values, [1, 2, 3]), "v", 3) + "</PointData>")


def hand_written():
    modes = ["ascii", "binary", "base64", "raw"]
    for mode, header, big, compressor in itertools.product(modes, ("UInt32", "UInt64"), (False, True), (None, *COMPRESSORS)):
        if mode == "ascii" and compressor:
            continue
        for one_run, full_as in ((True, "size"), (False, "zero")):
            w = Writer(mode, header, big, compressor, one_run, full_as=full_as, shuffled=big, gap=0 if one_run else 8,
                       pad_offsets=not one_run)
            yield f"hand-{mode}-{header}-{big}-{compressor}-{one_run}.vtu", w.file("UnstructuredGrid", tets(w, data=data(w)))
    for index in TYPES.values():
        if index.startswith("F"):
            continue
        w = Writer("raw")
        yield f"index-{index}.vtu", w.file("UnstructuredGrid", tets(w, np.dtype(index.lower()), np.int32, np.uint8))
    for kind in (np.int32, np.int64, np.uint8, np.int8):
        w = Writer("base64")
        yield f"types-{np.dtype(kind)}.vtu", w.file("UnstructuredGrid", tets(w, np.int32, np.int64, kind))
    for version in ("0.1", "1.0", "2.0", "2.1", "2.2", "2.3"):
        w = Writer("binary", version=version)
        yield f"version-{version}.vtu", w.file("UnstructuredGrid", tets(w))
    def plain(name, **options):
        w = Writer(**options)
        return name, w.file("UnstructuredGrid", tets(w, data=data(w)))
    yield plain("single-quotes.vtu", mode="ascii", quote="'")
    yield plain("crlf-ascii.vtu", mode="ascii", newline="\r\n")
    yield plain("crlf-base64.vtu", mode="binary", newline="\r\n")
    yield plain("format-append.vtu", mode="raw", format_as="append")
    yield plain("no-prolog.vtu", mode="ascii", prolog="")
    yield plain("no-header-type.vtu", mode="binary", name_header=False, version="0.1")
    yield plain("comment.vtu", mode="raw", prolog='<?xml version="1.0"?>\n<!-- <AppendedData encoding="raw"> _ -->')
    name, content = plain("latin1.vtu", mode="ascii", prolog='<?xml version="1.0" encoding="ISO-8859-1"?>')
    yield name, content.decode().replace('Name="u"', 'Name="ü"').replace('Scalars="u"', 'Scalars="ü"').encode("latin-1")
    name, content = plain("bom.vtu", mode="ascii")
    yield name, b"\xef\xbb\xbf" + content
    name, content = plain("spaces.vtu", mode="ascii")
    yield name, content.replace(b'="8"', b'=" 8 "').replace(b"<Cells>", b"<Cells  >\n\n").replace(b"</Cells>", b"</Cells >")
    name, content = plain("names.vtu", mode="base64")
    yield name, content.replace(b'"u"', b'"a &amp; b &lt;c&gt; &quot;d&quot; &#38; &#x41;"')
    # Bytes that look like the end of the file.
    w = Writer("raw")
    trick = np.frombuffer(b"</AppendedData></VTKFile><VTKFile>\0<!--<Appe"[:40], np.float64)
    body = tets(w, data='<PointData>' + w.array(np.concatenate([trick, trick])[:8], "trick") + "</PointData>")
    yield "tricky-payload.vtu", w.file("UnstructuredGrid", body)
    # Several pieces, one of them empty.
    for mode in modes:
        w = Writer(mode)
        empty = '<Piece NumberOfPoints="0" NumberOfCells="0"></Piece>'
        yield f"pieces-{mode}.vtu", w.file("UnstructuredGrid", tets(w, data=data(w)) + empty + tets(w, data=data(w), shift=2))
    # Field data, hints, comments inside arrays.
    w = Writer("ascii")
    field = '<FieldData>' + w.array(np.array([0.5]), "TimeValue", 1, 'NumberOfTuples="1"') + "</FieldData>"
    hint = '<InformationKey name="UNITS_LABEL" location="vtkDataArray">mm</InformationKey>'
    text = w.file("UnstructuredGrid", field + tets(w, data=data(w))).decode()
    yield "time-value.vtu", text.encode()
    yield "information-key.vtu", text.replace("</DataArray></PointData>", hint + "</DataArray></PointData>").encode()
    yield "nan.vtu", text.replace("-1.0 ", "nan ").replace(" 1.0\n", " inf\n").encode()
    # Degenerate but legal.
    yield "no-points.vtu", b'<VTKFile type="UnstructuredGrid"><UnstructuredGrid><Piece NumberOfPoints="0" NumberOfCells="0"/></UnstructuredGrid></VTKFile>'
    yield "no-piece.vtu", b'<VTKFile type="UnstructuredGrid"><UnstructuredGrid/></VTKFile>'
    # Polyhedra in both layouts.
    for version in ("1.0", "2.2", "2.3"):
        for mode in ("ascii", "raw"):
            w = Writer(mode, version=version)
            yield f"polyhedron-{version}-{mode}.vtu", w.file("UnstructuredGrid", polyhedron(w, version == "2.3"))
    # Node order of high-order hexahedra before 2.1.
    for version in ("1.0", "2.0", "2.1", "2.2"):
        for cell, size in ((72, 27), (72, 64), (12, 8), (79, 27), (72, 36), (72, 18), (72, 125)):
            w = Writer("raw", version=version)
            body = (f'<Piece NumberOfPoints="{size}" NumberOfCells="1"><Points>' + w.array(np.arange(3.0 * size), "Points", 3)
                    + "</Points><Cells>" + w.array(np.arange(size), "connectivity") + w.array(np.array([size]), "offsets")
                    + w.array(np.array([cell], np.uint8), "types") + "</Cells></Piece>")
            yield f"order-{version}-{cell}-{size}.vtu", w.file("UnstructuredGrid", body)
    # Ghost levels of old files.
    for version in ("0.1", "1.0", "2.0"):
        w = Writer("ascii", version=version)
        g = w.array(np.array([0, 1, 2, 0, 0, 1, 0, 0], np.uint8), "vtkGhostLevels")
        yield f"ghost-levels-{version}.vtu", w.file("UnstructuredGrid", tets(w, data=f"<PointData>{g}</PointData>"))
    # Poly data without elements for the groups that it lacks.
    for mode in modes:
        w = Writer(mode)
        yield f"surface-{mode}.vtp", w.file("PolyData", (
            '<Piece NumberOfPoints="8" NumberOfPolys="2">' + data(w) + "<Points>" + w.array(XYZ.astype(np.float32), "Points", 3)
            + "</Points><Polys>" + w.array(np.array([0, 1, 2, 3, 4, 5, 6], np.int32), "connectivity")
            + w.array(np.array([3, 7], np.int32), "offsets") + "</Polys></Piece>"))
        w = Writer(mode)
        yield f"lattice-{mode}.vti", w.file("ImageData", '<Piece Extent="0 1 0 1 0 1">' + data(w) + "</Piece>",
                                            ' WholeExtent="0 1 0 1 0 1" Origin="0 0 0" Spacing="1 1 1"')
        w = Writer(mode)
        yield f"halves-{mode}.vti", w.file(
            "ImageData", '<Piece Extent="0 1 0 1 0 1">' + data(w) + '</Piece><Piece Extent="1 2 0 1 0 1">' + data(w)
            + "</Piece>", ' WholeExtent="0 2 0 1 0 1" Origin="0 0 0" Spacing="1 1 1"')
        w = Writer(mode)
        axis = lambda n: w.array(np.arange(float(n)), f"x{n}")
        yield f"halves-{mode}.vtr", w.file(
            "RectilinearGrid", "".join(
                f'<Piece Extent="{a} {a + 1} 0 1 0 1">' + data(w) + "<Coordinates>" + w.array(np.arange(2.0) + a, "x")
                + axis(2) + axis(2) + "</Coordinates></Piece>" for a in (0, 1)), ' WholeExtent="0 2 0 1 0 1"')
    # String arrays as byte codes and as bytes.
    text = "ab\0\0ü\0".encode()
    for mode in ("ascii", "base64", "raw"):
        w = Writer(mode)
        s = w.array(np.frombuffer(text, np.uint8), "s", 1, 'NumberOfTuples="3"', "Array").replace("UInt8", "String")
        yield f"strings-{mode}.vtu", w.file("UnstructuredGrid", f"<FieldData>{s}</FieldData>" + tets(w))


def polyhedron(w, new):
    faces = [(0, 1, 2), (0, 1, 3), (1, 2, 3), (0, 2, 3)]
    body = ('<Piece NumberOfPoints="8" NumberOfCells="2"><Points>' + w.array(XYZ, "Points", 3) + "</Points><Cells>"
            + w.array(np.array([4, 5, 6, 7, 0, 1, 2, 3]), "connectivity") + w.array(np.array([4, 8]), "offsets")
            + w.array(np.array([10, 42], np.uint8), "types"))
    if new:
        body += (w.array(np.array(faces).ravel(), "face_connectivity") + w.array(np.array([3, 6, 9, 12]), "face_offsets")
                 + w.array(np.arange(4), "polyhedron_to_faces") + w.array(np.array([0, 4]), "polyhedron_offsets"))
    else:
        stream = [4] + sum(([3, *f] for f in faces), [])
        body += w.array(np.array(stream), "faces") + w.array(np.array([-1, len(stream)]), "faceoffsets")
    return body + "</Cells></Piece>"


def libraries(folder):
    """Files by other libraries, where they are installed."""
    try:
        import meshio
        cells = [("tetra", np.array([[0, 1, 2, 3], [2, 3, 4, 5]])), ("triangle", np.array([[0, 1, 2]])), ("line", np.array([[1, 2]]))]
        mesh = meshio.Mesh(XYZ, cells, point_data={"u": np.arange(8.0), "v": np.ones((8, 3))},
                           cell_data={"c": [np.array([1, 2]), np.array([3]), np.array([4])]})
        for name, options in (("ascii", dict(binary=False)), ("zlib", {}), ("lzma", dict(compression="lzma")), ("none", dict(compression=None)),
                              ("uint64", dict(header_type="UInt64"))):
            path = os.path.join(folder, f"meshio-{name}.vtu")
            meshio.vtu.write(path, mesh, **options)
            yield path
    except ImportError:
        pass
    try:
        import uvw
        for name, compression, mode in itertools.product(("vtr", "vti", "vts"), (False, True), ("ascii", "binary", "append")):
            path = os.path.join(folder, f"uvw-{compression}-{mode}.{name}")
            x = np.linspace(0, 1, 5)
            if name == "vtr":
                grid = uvw.RectilinearGrid(path, (x, x, x), compression=compression)
            elif name == "vti":
                grid = uvw.ImageData(path, [(0, 1)] * 3, [5] * 3, compression=compression)
            else:
                mesh = np.stack(np.meshgrid(x, x, x, indexing="ij"), -1).reshape(-1, 3)
                grid = uvw.StructuredGrid(path, mesh, (5, 5, 5), compression=compression)
            grid.addPointData(uvw.DataArray(np.arange(125.0).reshape(5, 5, 5), range(3), "p"), vtk_format=mode)
            grid.addCellData(uvw.DataArray(np.arange(64).reshape(4, 4, 4), range(3), "c"), vtk_format=mode)
            grid.write()
            yield path
    except ImportError:
        pass
    try:
        from pyevtk import hl
        from pyevtk.vtk import VtkTetra
        x = np.linspace(0, 1, 4)
        yield hl.gridToVTK(os.path.join(folder, "pyevtk"), x, x, x, pointData={"p": np.arange(64.0).reshape(4, 4, 4)})
        yield hl.imageToVTK(os.path.join(folder, "pyevtk"), cellData={"c": np.arange(27).reshape(3, 3, 3)})
        g = np.stack(np.meshgrid(x, x, x, indexing="ij")).copy()
        yield hl.gridToVTK(os.path.join(folder, "pyevtk_curved"), g[0].copy(), g[1].copy(), g[2].copy(), pointData={"v": (g[0].copy(), g[1].copy(), g[2].copy())})
        p = [np.ascontiguousarray(XYZ[:, a]) for a in range(3)]
        yield hl.pointsToVTK(os.path.join(folder, "pyevtk_points"), *p, data={"d": np.arange(8.0)})
        yield hl.unstructuredGridToVTK(os.path.join(folder, "pyevtk_grid"), *p, np.array([0, 1, 2, 3, 4, 5, 6, 7]), np.array([4, 8]), np.array([VtkTetra.tid] * 2), cellData={"c": np.arange(2.0)})
    except ImportError:
        pass


def collections(folder):
    """Parallel files and .pvd: kind, times and points of the first step."""
    def put(name, content):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content)
        return path
    for mode in ("ascii", "binary", "raw"):
        names = []
        for i in range(3):
            w = Writer(mode)
            put(f"fenics-{mode}/part_{i}.vtu", w.file("UnstructuredGrid", tets(w, data=data(w), shift=i)))
            names.append(f'<Piece Source="fenics-{mode}/part_{i}.vtu"/>')
        index = ('<?xml version="1.0"?>\n<VTKFile type="PUnstructuredGrid" version="0.1">\n<PUnstructuredGrid GhostLevel="0">'
                 '<PPoints><PDataArray type="Float64" Name="Points" NumberOfComponents="3"/></PPoints>'
                 '<PPointData Scalars="u"><PDataArray type="Float32" Name="u"/><PDataArray type="Float64" Name="v" NumberOfComponents="3"/>'
                 "</PPointData>" + "".join(names) + "</PUnstructuredGrid>\n</VTKFile>")
        yield put(f"fenics-{mode}.pvtu", index.encode()), "check"
        pvd = ('<?xml version="1.0"?>\n<VTKFile type="Collection" version="0.1">\n<Collection>\n'
               + "".join(f'<DataSet timestep="{t}" part="0" file="fenics-{mode}.pvtu"/>\n' for t in (0.5, 0, 1e-3))
               + "</Collection></VTKFile>")
        yield put(f"fenics-{mode}.pvd", pvd.encode()), ([0, 1e-3, 0.5], 24)
        parts = "".join(f'<DataSet timestep="{t}" group="" part="{i}" file="fenics-{mode}/part_{i}.vtu"/>'
                        for t in (0, 1) for i in range(3))
        yield put(f"parts-{mode}.pvd", f'<VTKFile type="Collection"><Collection>{parts}</Collection></VTKFile>'.encode()), ([0, 1], 24)
    yield put("bare.pvd", b'<VTKFile type="Collection"><Collection><DataSet file="fenics-raw/part_0.vtu"/></Collection></VTKFile>'), ([0], 8)
    # Several time steps in one file.
    w = Writer("raw")
    steps = "".join(w.array(np.arange(8.0) + t, "u", 1, f'TimeStep="{t}"') for t in range(3))
    yield put("steps.vtu", w.file("UnstructuredGrid", tets(w, data=f"<PointData>{steps}</PointData>"), ' TimeValues="0 0.5 2"')), ([0, 0.5, 2], 8)
    # Halves of an image in a parallel file.
    for i in (0, 1):
        w = Writer("raw")
        put(f"half_{i}.vti", w.file("ImageData", f'<Piece Extent="{i} {i + 1} 0 1 0 1">' + data(w) + "</Piece>",
                                    f' WholeExtent="{i} {i + 1} 0 1 0 1" Origin="0 1 0" Spacing="1 2 1"'))
    yield put("halves.pvti", (
        '<VTKFile type="PImageData"><PImageData WholeExtent="0 2 0 1 0 1" GhostLevel="0" Origin="0 1 0" Spacing="1 2 1"><PPointData Scalars="u">'
        '<PDataArray type="Float32" Name="u"/></PPointData>' + "".join(
            f'<Piece Extent="{i} {i + 1} 0 1 0 1" Source="half_{i}.vti"/>' for i in (0, 1)) + "</PImageData></VTKFile>").encode()), "check"


def write(folder):
    """Writes everything; yields path and what to do with it."""
    for name, content in hand_written():
        path = os.path.join(folder, name)
        with open(path, "wb") as f:
            f.write(content)
        yield path, "check"
    for path in libraries(folder):
        yield path, "check"
    yield from collections(folder)
