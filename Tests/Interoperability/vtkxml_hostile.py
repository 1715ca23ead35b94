"""Damaged and hostile VTK XML files: usage: vtkxml_hostile.py LFCONVERT SCRATCH

`info` and `convert` must refuse every one: exit code 65 (66 for a file that is referred to and missing), one line that
names the file, no signal, no output, an existing output untouched, at most 512 MB and 10 s. Needs numpy only.
"""
import base64
import os
import struct
import sys
import zlib

import numpy as np

from vtkxml_foreign import COMPRESSORS, Writer, data, polyhedron, tets
from vtkxml_refusal import SCRATCH, checked, expect, failures, put, run, worst


def small(mode="ascii", compressor=None, header="UInt32", **options):
    w = Writer(mode, header, compressor=compressor, **options)
    return w.file("UnstructuredGrid", tets(w, data=data(w)))


def cut_files(stride):
    for mode in ("ascii", "binary", "base64", "raw"):
        for compressor in (None, "zlib") if mode != "ascii" else (None,):
            whole = small(mode, compressor)
            end = len(whole.rstrip())
            for size in list(range(1, end, stride)) + [end - 1, end - 2, end - 12]:
                expect(put(f"cut/{mode}-{compressor}-{size}.vtu", whole[:size]))


def changed():
    """Single changes of good files."""
    text = small("ascii").decode()
    def edit(name, old, new, source=text, suffix="vtu", count=1, **how):
        if old not in source:
            raise SystemExit(f"{name}: {old!r} is not in the file")
        expect(put(f"{name}.{suffix}", source.replace(old, new, count)), **how)
    for i, value in enumerate(("7", "9", "0", "-1", "-8", "8.5", "nan", "1e18", "1000000000000000000", "99999999999999999999", "", "x", "0x8")):
        edit(f"points-{i}", 'NumberOfPoints="8"', f'NumberOfPoints="{value}"')
        edit(f"cells-{i}", 'NumberOfCells="3"', f'NumberOfCells="{value}"')
        if value != "":
            edit(f"components-{i}", 'NumberOfComponents="3"', f'NumberOfComponents="{value}"')
    edit("no-points", ' NumberOfPoints="8"', "")
    edit("no-cells", ' NumberOfCells="3"', "")
    edit("offsets-decrease", "4 8 12", "8 4 12")
    edit("offsets-beyond", "4 8 12", "4 8 13")
    edit("offsets-short", "4 8 12", "4 8 11")
    edit("offsets-negative", "4 8 12", "-4 8 12")
    edit("offsets-huge", "4 8 12", "4 8 9223372036854775807")
    for i, value in enumerate(("8", "-1", "99", "9223372036854775807", "-9223372036854775808", "1.5", "x")):
        edit(f"connectivity-{i}", "0 1 2 3 2", f"{value} 1 2 3 2")
    for i, value in enumerate(("12", "17", "200", "255", "256", "-1", "5", "0", "42", "13")):
        edit(f"cell-type-{i}", "10 10 10", f"10 {value} 10")
    edit("array-type", 'type="Float32"', 'type="Float16"')
    edit("array-no-type", 'type="Float32"', "")
    edit("array-string-points", 'type="Float64" Name="Points"', 'type="String" Name="Points"')
    edit("array-format", 'format="ascii"', 'format="utf"')
    edit("array-appended", 'format="ascii"', 'format="appended" offset="0"')
    edit("array-no-offset", 'format="ascii"', 'format="appended"')
    edit("few-values", "0.37", "")
    edit("more-values", "0.37", "0.37 1")
    edit("value", "0.37", "0.3q")
    edit("value-half", "0.37", "0.37.1")
    edit("twice-connectivity", 'Name="offsets"', 'Name="connectivity"')
    edit("no-connectivity", 'Name="connectivity"', 'Name="other"')
    edit("no-types", 'Name="types"', 'Name="other"')
    edit("float-connectivity", 'type="Int64" Name="connectivity"', 'type="Float64" Name="connectivity"')
    edit("float-types", 'type="UInt8" Name="types"', 'type="Float32" Name="types"')
    edit("type", 'type="UnstructuredGrid"', 'type="PolyData"')
    edit("type-unknown", "UnstructuredGrid", "HyperTreeGrid", count=9)
    edit("type-table", "UnstructuredGrid", "Table", count=9)
    edit("type-multiblock", "UnstructuredGrid", "vtkMultiBlockDataSet", count=9)
    edit("type-missing", ' type="UnstructuredGrid"', "")
    edit("root", "VTKFile", "VTKFill", count=9)
    edit("order", "LittleEndian", "PDPEndian")
    edit("header-type", 'header_type="UInt32"', 'header_type="Int32"')
    edit("version", 'version="1.0"', 'version="3.0"')
    edit("version-text", 'version="1.0"', 'version="one"')
    edit("compressor", 'header_type=', 'compressor="vtkNone" header_type=')
    edit("stray", "<Points>", "<Points>stray")
    edit("after", "</VTKFile>", "</VTKFile>more")
    edit("second-root", "</VTKFile>", "</VTKFile><VTKFile/>")
    edit("nul", "<Points>", "<Points>\0")
    edit("nul-in-name", 'Name="u"', 'Name="\0"')
    edit("tag", "</Points>", "</Point>")
    edit("attribute-twice", 'Name="u"', 'Name="u" Name="v"')
    edit("bare-ampersand", 'Name="u"', 'Name="a & b"')
    edit("entity", 'Name="u"', 'Name="&x;"')
    edit("entity-in-text", "0.37", "&x;")
    expect(put("not-utf8.vtu", text.replace('Name="u"', 'Name="\xff"').encode("latin-1")))
    expect(put("encoding.vtu", text.replace('version="1.0"?', 'version="1.0" encoding="no-such"?')))
    # Hostile XML.
    for name, doctype in {
        "doctype": "<!DOCTYPE VTKFile>", "internal": '<!DOCTYPE VTKFile [<!ENTITY x "1">]>',
        "external": '<!DOCTYPE VTKFile [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "external-dtd": '<!DOCTYPE VTKFile SYSTEM "http://localhost/x.dtd">',
        "parameter": '<!DOCTYPE VTKFile [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        "laughs": '<!DOCTYPE VTKFile [<!ENTITY a "ha">' + "".join(
            f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>",
    }.items():
        edit(f"dtd-{name}", "<VTKFile", doctype + "\n<VTKFile")
        edit(f"dtd-{name}-used", "<VTKFile", doctype + "\n<VTKFile", source=text.replace("0.37", "&x;" if name != "laughs" else "&j;"))
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE VTKFile [<!ENTITY x "1">]>' + text.split("\n", 1)[1]).encode("utf-16")
    expect(put("utf16-doctype.vtu", utf16))
    edit("xinclude", "<Points>", '<Points><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>', source=text.replace("0.37", ""))
    edit("deep", "<Points>", "<a>" * 100000 + "<Points>")
    edit("attributes", "<Points>", "<Points " + " ".join(f'a{i}="1"' for i in range(1000000)) + ">")
    edit("elements", "<Points>", "<a/>" * 3000000 + "<Points>")
    expect(put("long-name.vtu", text.replace('Name="u"', f'Name="{"n" * 5000000}"')), may_pass=True)
    expect(put("long-tag.vtu", "<VTKFile " + "x" * 5000000))
    expect(put("open-comment.vtu", "<VTKFile><!-- " + "x" * 1000000))
    # Base64.
    b = small("binary").decode()
    lines = b.split("\n")
    row = next(i for i, l in enumerate(lines) if l.startswith("  ") and len(l) > 100)
    good = lines[row].strip()
    for name, new in {
        "star": good[:40] + "*" + good[41:], "short": good[:-4], "padding": good[:40] + "==" + good[42:], "odd": good[:-1],
        "more": good + "AAAA", "text": good + " text", "dash": good.replace("A", "-"), "nothing": "", "header": good[:8],
    }.items():
        expect(put(f"base64-{name}.vtu", "\n".join(lines[:row] + [new] + lines[row + 1:])))


def headers():
    """Lies in the headers of binary arrays."""
    def image(compressor, payload, scalars=1 << 20, kind="Float32", width="UInt32", mode="raw"):
        name = COMPRESSORS[compressor][0] if compressor else ""
        n = scalars
        text = (f'<VTKFile type="ImageData" header_type="{width}"' + (f' compressor="{name}"' if name else "") + ">"
                f'<ImageData WholeExtent="0 {n - 1} 0 0 0 0" Origin="0 0 0" Spacing="1 1 1"><Piece Extent="0 {n - 1} 0 0 0 0">'
                f'<PointData><DataArray type="{kind}" Name="a" format="appended" offset="0"/></PointData></Piece></ImageData>'
                f'<AppendedData encoding="{mode}">_').encode()
        return text + (payload if mode == "raw" else base64.b64encode(payload)) + b"</AppendedData></VTKFile>"
    for width, code in (("UInt32", "I"), ("UInt64", "Q")):
        top = 2 ** (32 if code == "I" else 64) - 1
        pack = lambda *v: struct.pack("<" + code * len(v), *v)
        for mode in ("raw", "base64"):
            for i, size in enumerate((top, top - 3, top // 2 + 1, 4 << 20, 1 << 30)):
                expect(put(f"size-{i}-{code}-{mode}.vti", image(None, pack(size) + b"\0" * 64, width=width, mode=mode)))
            for compressor in COMPRESSORS:
                packed = COMPRESSORS[compressor][1](b"\0" * 4096)
                for i, head in enumerate([
                    (top, 32768, 0), (1, top, 0, len(packed)), (1, 4 << 20, 0, len(packed)), (1, 4 << 20, 4 << 20, len(packed)),
                    (1, 0, 0, len(packed)), (1, 4096, 5000, len(packed)), (1024, 4096, 0) + (len(packed),) * 3,
                    (1, 4 << 20, 0, 0), (1, 4 << 20, 0, top), (0, 4 << 20, 0), (1 << 20, 4, 0, 1), (2, top, top, 8, 8),
                ]):
                    expect(put(f"blocks-{compressor}-{i}-{code}-{mode}.vti",
                               image(compressor, pack(*head) + packed * 3, width=width, mode=mode)))
    # Bombs that keep their word: they may be read, at a bounded price.
    for compressor in COMPRESSORS:
        for size in (64 << 20, 300 << 20, 4 << 30):
            block = 16 << 20
            packed = COMPRESSORS[compressor][1](b"\0" * block)
            n = size // block
            payload = struct.pack("<" + "I" * (3 + n), n, block, 0, *[len(packed)] * n) + packed * n
            expect(put(f"bomb-{compressor}-{size >> 20}.vti", image(compressor, payload, size, "UInt8")), may_pass=True)
            expect(put(f"bomb-explicit-{compressor}-{size >> 20}.vti", image(compressor, payload, size, "UInt8")), may_pass=True, target="vtu")
            for kind in ("String", "Bit", "Int8"):
                bomb = image(compressor, payload, size * (8 if kind == "Bit" else 1), kind)
                expect(put(f"bomb-{kind}-{compressor}-{size >> 20}.vti", bomb), may_pass=True)
    block = 1 << 20
    packed = zlib.compress(b"\0" * block)
    payload = struct.pack("<IIII", 1, block, 0, len(packed)) + packed
    many = "".join(f'<DataArray type="UInt8" Name="a{i}" format="appended" offset="0"/>' for i in range(5000))
    expect(put("shared-offsets.vti", image("zlib", payload, block, "UInt8").replace(b"<PointData>", b"<PointData>" + many.encode())))
    # One byte changed in a compressed block, or in plain counts.
    for compressor in ("zlib", "lzma"):
        whole = bytearray(small("raw", compressor))
        start = whole.index(b"\n _") + 3
        answer = run(["info", put("whole.vtu", bytes(whole)), "--json"])[1]
        for position in range(start, len(whole) - 30, 11):
            changed = bytearray(whole)
            changed[position] ^= 0x55
            path = put(f"flip-{compressor}-{position}.vtu", bytes(changed))
            # The size of a full block does not matter when there is none: then nothing may change.
            expect(path, may_pass=run(["info", path, "--json"])[1] == answer)


def lattices():
    def vti(extent, whole=None, more="", pieces=None):
        whole = whole or extent
        body = "".join(f'<Piece Extent="{p}"/>' for p in (pieces or [extent]))
        return f'<VTKFile type="ImageData"><ImageData WholeExtent="{whole}" {more}>{body}</ImageData></VTKFile>'
    huge = "0 100000 0 10000 0 100"
    expect(put("huge.vti", vti(huge)), may_pass=True)
    expect(put("huge-explicit.vti", vti(huge)), may_pass=True, target="vtu")
    expect(put("huge-pieces.vti", vti(huge, pieces=["0 50000 0 10000 0 100", "50000 100000 0 10000 0 100"])), may_pass=True)
    for i, extent in enumerate(("0 4000000000 0 1 0 1", "0 2147483647 0 2147483647 0 2147483647", "0 1 0 1", "0 1 0 1 0 x",
                                "0 1 0 1 0 1.5", "", "0 1 0 1 0 1 0", "-2147483648 2147483647 -2147483648 2147483647 0 9")):
        expect(put(f"extent-{i}.vti", vti(extent)))
    expect(put("inverted-with-data.vti", vti("0 1 0 1 1 0").replace("/></Im", '><PointData><DataArray type="UInt8" format="ascii">1</DataArray></PointData></Piece></Im')))
    expect(put("no-extent.vti", vti("0 1 0 1 0 1").replace('WholeExtent="0 1 0 1 0 1"', "")))
    expect(put("part-only.vti", vti("0 1 0 1 0 1", "0 2 0 1 0 1")))
    expect(put("outside.vti", vti("0 2 0 1 0 1", "0 1 0 1 0 1")))
    for i, more in enumerate(('Spacing="nan 1 1"', 'Spacing="1 1"', 'Origin="0 0 inf"', 'Direction="1 0 0"', 'Origin="a b c"',
                              'Direction="nan 0 0 0 1 0 0 0 1"')):
        expect(put(f"geometry-{i}.vti", vti("0 1 0 1 0 1", more=more)))
    axis = lambda n: f'<DataArray type="Float32" format="ascii">{" ".join(map(str, range(n)))}</DataArray>'
    for i, axes in enumerate(((2, 2, 3), (2, 2), (1, 2, 2), (2, 2, 2, 2), ())):
        expect(put(f"axes-{i}.vtr", '<VTKFile type="RectilinearGrid"><RectilinearGrid WholeExtent="0 1 0 1 0 1"><Piece Extent="0 1 0 1 0 1"><Coordinates>'
                   + "".join(map(axis, axes)) + "</Coordinates></Piece></RectilinearGrid></VTKFile>"))
    expect(put("points.vts", '<VTKFile type="StructuredGrid"><StructuredGrid WholeExtent="0 9 0 9 0 9"><Piece Extent="0 9 0 9 0 9"><Points>'
               '<DataArray type="Float32" NumberOfComponents="3" format="ascii">1 2 3</DataArray></Points></Piece></StructuredGrid></VTKFile>'))
    expect(put("many-components.vtu", '<VTKFile type="UnstructuredGrid"><UnstructuredGrid><Piece NumberOfPoints="0" NumberOfCells="0"><PointData>'
               '<DataArray type="Int8" Name="a" NumberOfComponents="1000000000000" ComponentName0="x" format="ascii"/></PointData></Piece>'
               "</UnstructuredGrid></VTKFile>"), may_pass=True)
    for i, tuples in enumerate(("5", "-1", "1000000000000", "x")):
        expect(put(f"field-{i}.vtu", small().decode().replace("<UnstructuredGrid>", '<UnstructuredGrid><FieldData><DataArray type="Int8" Name="f" '
               f'NumberOfTuples="{tuples}" format="ascii">1 2 3</DataArray></FieldData>')))
    # Polyhedra.
    for version in ("1.0", "2.3"):
        w = Writer("ascii", version=version)
        text = w.file("UnstructuredGrid", polyhedron(w, version == "2.3")).decode()
        changes = ({"4 3 0 1 2 3": "5 3 0 1 2 3", "-1 17": "-1 18", "3 0 1 2 3": "2 0 1 2 3", "0 1 2 3 0": "0 1 99 3 0", "\n-1 17": "\n17 17", ' Name="faces"': ' Name="facez"'}
                   if version == "1.0" else
                   {"3 6 9 12": "3 6 9 13", "\n0 1 2 3\n": "\n0 1 2 4\n", "\n0 4\n": "\n0 5\n", "0 1 2 0 1 3": "0 1 2 0 1 -3", ' Name="face_offsets"': ' Name="x"'})
        for i, (old, new) in enumerate(changes.items()):
            assert old in text, old
            expect(put(f"polyhedron-{version}-{i}.vtu", text.replace(old, new, 1)))


def references():
    good = put("ref/good.vtu", small())
    put("outside.vtu", small("ascii").decode().replace("0.37", "0.777"))
    os.symlink("../outside.vtu", os.path.join(SCRATCH, "ref/link.vtu"))
    os.symlink("/", os.path.join(SCRATCH, "ref/rootlink"))
    os.mkfifo(os.path.join(SCRATCH, "ref/fifo.vtu"))
    os.makedirs(os.path.join(SCRATCH, "ref/folder.vtu"))
    put("ref/empty.vtu", b"")
    put("ref/text.vtu", b"hello")
    put("ref/surface.vtp", b'<VTKFile type="PolyData"><PolyData/></VTKFile>')
    put("ref/cut.vtu", small()[:600])
    def pvtu(name, *sources, declared='<PPointData><PDataArray type="Float32" Name="u"/></PPointData>'):
        return put(f"ref/{name}.pvtu", '<VTKFile type="PUnstructuredGrid"><PUnstructuredGrid>' + declared + "".join(
            f'<Piece Source="{s}"/>' for s in sources) + "</PUnstructuredGrid></VTKFile>")
    def pvd(name, *sources):
        return put(f"ref/{name}.pvd", '<VTKFile type="Collection"><Collection>' + "".join(
            f'<DataSet timestep="{t}" file="{s}"/>' for t, s in enumerate(sources)) + "</Collection></VTKFile>")
    missing = (65, 66)
    for i, (source, codes) in enumerate((
        ("../outside.vtu", (65,)), ("link.vtu", (65,)), (os.path.join(SCRATCH, "outside.vtu"), (65,)), ("http://localhost/x.vtu", (65,)),
        ("file:///etc/passwd", (65,)), ("file://good.vtu", (65,)), ("rootlink/etc/passwd", (65,)), ("./../ref/good.vtu", (65,)),
        ("sub/../../outside.vtu", (65,)), ("none.vtu", (66,)), ("fifo.vtu", missing), ("folder.vtu", missing), ("empty.vtu", (65,)),
        ("text.vtu", (65,)), ("surface.vtp", (65,)), ("cut.vtu", (65,)), ("", (65,)), ("~/x.vtu", missing), ("/dev/zero", (65,)), ("..", (65,)), (".", missing),
        ("x" * 5000, missing), ("C:\\x.vtu", (65,)),
    )):
        expect(pvtu(f"to-{i}", "good.vtu", source), codes, target="vtu")
        if source != "surface.vtp":
            expect(pvd(f"to-{i}", "good.vtu", source), codes)
    expect(pvtu("itself", "itself.pvtu"), target="vtu")
    expect(pvtu("itself-dotted", "././itself-dotted.pvtu"), target="vtu")
    pvtu("ring-a", "ring-b.pvtu")
    expect(pvtu("ring-b", "ring-a.pvtu"), target="vtu")
    expect(pvd("itself", "itself.pvd"))
    expect(pvd("nested", "to-0.pvd"))
    expect(pvtu("absent-array", "good.vtu", declared='<PPointData><PDataArray type="Float32" Name="w"/></PPointData>'), target="vtu")
    expect(put("ref/no-source.pvtu", '<VTKFile type="PUnstructuredGrid"><PUnstructuredGrid><Piece/></PUnstructuredGrid></VTKFile>'), target="vtu")
    expect(put("ref/no-file.pvd", '<VTKFile type="Collection"><Collection><DataSet timestep="0"/></Collection></VTKFile>'))
    expect(put("ref/time.pvd", '<VTKFile type="Collection"><Collection><DataSet timestep="soon" file="good.vtu"/></Collection></VTKFile>'))
    block = 1 << 20
    w = Writer("raw", compressor="zlib", block=1 << 16)
    n = 20000
    put("ref/larger.vtu", w.file("UnstructuredGrid", f'<Piece NumberOfPoints="{n}" NumberOfCells="0"><Points>' + w.array(np.zeros((n, 3)), "Points", 3) + "</Points></Piece>"))
    expect(pvtu("ten-thousand", *["larger.vtu"] * 10000, declared=""), may_pass=True, target="vtu")
    expect(pvd("ten-thousand", *["larger.vtu"] * 10000), may_pass=True)
    # Damage in what a first look does not need.
    w = Writer("raw")
    steps = "".join(w.array(np.arange(8.0 - (t == 2)) + t, "u", 1, f'TimeStep="{t}"') for t in range(3))
    expect(put("later-step.vtu", w.file("UnstructuredGrid", tets(w, data=f"<PointData>{steps}</PointData>"), ' TimeValues="0 0.5 2"')))
    w = Writer("ascii")
    steps = w.array(np.arange(8.0), "u", 1, 'TimeStep="7"')
    expect(put("no-such-step.vtu", w.file("UnstructuredGrid", tets(w, data=f"<PointData>{steps}</PointData>"), ' TimeValues="0 0.5 2"')))


changed()
headers()
lattices()
references()
cut_files(13)
print(f"{checked[0]} hostile files, {len(set(failures))} failures; at most {worst[0]:.0f} MB and {worst[1]:.1f} s")
sys.exit(1 if failures else 0)
