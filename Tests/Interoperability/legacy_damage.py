"""Damaged and hostile legacy .vtk files, made of good ones."""
import os

from legacy_foreign import TRIANGLE


def damaged(folder, rng):
    """Name, content, and whether it may still be a legal file."""
    forms = [f"{text}-{version}" for text in ("text", "binary") for version in (42, 51)]
    sources = [f"{kind}-{form}.vtk" for kind in ("attributes", "polyhedra", "rect_3d", "poly_vlps") for form in forms]
    for name in sources:
        with open(os.path.join(folder, name), "rb") as file:
            content = file.read()
        stem = name[:-4]
        text = b"\nASCII\n" in content[:200]
        for i in range(14):
            end = rng.randrange(1, len(content) - 1)
            # A cut between two blocks, or inside the last number, leaves a legal file.
            yield f"{stem}-cut{i}", content[:end], True
        marks = [b"POINTS ", b"CELLS ", b"POINT_DATA ", b"CELL_DATA ", b"CELL_TYPES ", b"FIELD FieldData ", b"POLYGONS ", b"X_COORDINATES ", b"OFFSETS "]
        for mark in marks:
            at = content.find(b"\n" + mark)
            if at < 0:
                continue
            at += 1 + len(mark)
            end = content.index(b"\n", at)
            words = content[at:end].split()
            for k, word in enumerate(words):
                for new in (b"4000000000", b"9223372036854775807", b"99999999999999999999", b"-1", b"zzz", b"1e3", b"0"):
                    if word != new:
                        line = b" ".join(words[:k] + [new] + words[k + 1:])
                        yield f"{stem}-{mark.decode().split()[0]}{k}{new.decode()[:6]}", content[:at] + line + content[end:], False
            yield f"{stem}-cut-{mark.decode().split()[0]}", content[:at + 1], False
        for i in range(20):
            at = rng.randrange(len(content))
            yield f"{stem}-flip{i}", content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1:], True
        for i in range(6):
            at = rng.randrange(len(content))
            yield f"{stem}-gone{i}", content[:at] + content[at + rng.randrange(1, 40):], True
        yield f"{stem}-garbage", content + b"garbage behind the end\n", False
        yield f"{stem}-zeros", content + bytes(64), False
        yield f"{stem}-twice", content + content[content.index(b"DATASET"):], False
        if text:
            lines = content.split(b"\n")
            for i in range(6):
                yield f"{stem}-line{i}", b"\n".join(lines[:(k := rng.randrange(3, len(lines) - 2))] + lines[k + 1:]), True
    head = b"# vtk DataFile Version 3.0\nt\nASCII\n"
    grid = head + b"DATASET UNSTRUCTURED_GRID\n" + TRIANGLE.encode()
    hostile = {
        "range": grid + b"CELLS 1 4\n3 0 1 3\nCELL_TYPES 1\n5\n", "negative": grid + b"CELLS 1 4\n3 0 1 -1\nCELL_TYPES 1\n5\n",
        "count": grid + b"CELLS 1 4\n4 0 1 2\nCELL_TYPES 1\n5\n", "short": grid + b"CELLS 1 4\n2 0 1 2\nCELL_TYPES 1\n3\n",
        "minus": grid + b"CELLS 1 4\n-3 0 1 2\nCELL_TYPES 1\n5\n", "type": grid + b"CELLS 1 4\n3 0 1 2\nCELL_TYPES 1\n99\n",
        "type300": grid + b"CELLS 1 4\n3 0 1 2\nCELL_TYPES 1\n300\n", "points": grid + b"CELLS 1 4\n3 0 1 2\nCELL_TYPES 1\n10\n",
        "no_types": grid + b"CELLS 1 4\n3 0 1 2\n", "no_cells": grid + b"CELL_TYPES 1\n5\n",
        "float": grid + b"CELLS 1 4\n3 0 1 2.5\nCELL_TYPES 1\n5\n",
        "faces": grid + b"CELLS 1 6\n5 1 3 0 1 9\nCELL_TYPES 1\n42\n", "faces2": grid + b"CELLS 1 6\n5 9999 3 0 1 2\nCELL_TYPES 1\n42\n",
        "faces3": grid + b"CELLS 1 2\n1 0\nCELL_TYPES 1\n42\n", "faces4": grid + b"CELLS 1 1\n0\nCELL_TYPES 1\n42\n",
        "offsets": grid.replace(b"3.0", b"5.1") + b"CELLS 3 4\nOFFSETS int\n0 3 2\nCONNECTIVITY int\n0 1 2 0\nCELL_TYPES 2\n5 3\n",
        "offsets1": grid.replace(b"3.0", b"5.1") + b"CELLS 2 3\nOFFSETS int\n1 3\nCONNECTIVITY int\n0 1 2\nCELL_TYPES 1\n5\n",
        "offsets_float": grid.replace(b"3.0", b"5.1") + b"CELLS 2 3\nOFFSETS float\n0 3\nCONNECTIVITY int\n0 1 2\nCELL_TYPES 1\n5\n",
        "table": head + b"DATASET TABLE\nROW_DATA 1\n", "graph": head + b"DATASET DIRECTED_GRAPH\n", "field": head + b"FIELD f 1\na 1 1 float\n1\n",
        "unknown": head + b"DATASET NONSENSE\n", "no_dataset": head + b"POINT_DATA 1\n", "header": head[:30], "only": b"# vtk DataFile Version 3.0\n",
        "binary?": head.replace(b"ASCII", b"BINRY") + b"DATASET POLYDATA\n", "version": head.replace(b"3.0", b"x.y") + b"DATASET POLYDATA\n",
        "huge_dims": head + b"DATASET STRUCTURED_POINTS\nDIMENSIONS 2000000000 2000000000 2000000000\n",
        "dims": head + b"DATASET STRUCTURED_GRID\nDIMENSIONS 2 2 2\nPOINTS 4 float\n0 0 0 1 0 0 0 1 0 1 1 0\n",
        "minus_dims": head + b"DATASET STRUCTURED_GRID\nDIMENSIONS -2 2 2\nPOINTS 0 float\n",
        "extent": head + b"DATASET STRUCTURED_POINTS\nEXTENT -2147483648 2147483647 0 1 0 1\n" + b"POINT_DATA 5\n",
        "coords": head + b"DATASET RECTILINEAR_GRID\nDIMENSIONS 2 1 1\nX_COORDINATES 1 float\n0\nY_COORDINATES 1 float\n0\nZ_COORDINATES 1 float\n0\n",
        "variant": head + b"DATASET POLYDATA\nFIELD f 1\na 1 1 variant\n11 5\n" + TRIANGLE.encode(),
        "int8": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nSCALARS a char\nLOOKUP_TABLE default\n1 2 200\n",
        "tuples": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nFIELD f 1\na 1 2 int\n1 2\n",
        "arrays": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nFIELD f 999999999\na 1 3 int\n1 2 3\n",
        "utf8": head + b"DATASET POLYDATA\nFIELD f 1\na%FF 1 1 int\n1\n" + TRIANGLE.encode(),
        "colours": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nCOLOR_SCALARS a 1\n0 1 2\n",
        "components": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"POINT_DATA 3\nSCALARS a int 0\nLOOKUP_TABLE default\n",
        "string_length": head.replace(b"ASCII", b"BINARY") + b"DATASET POLYDATA\nFIELD f 1\na 1 1 string\n\0\xff\xff\xff\xff\xff\xff\xff\nPOINTS 0 float\n",
        "strings": head.replace(b"ASCII", b"BINARY") + b"DATASET POLYDATA\nFIELD f 1\na 1000000 1000000 string\n\xc1",
        "metadata": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"METADATA\nCOMPONENT_NAMES\na\n",
        "information": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() + b"METADATA\nINFORMATION 999999999\nNAME a LOCATION b\nDATA 1\n\n",
        "twice": head + b"DATASET POLYDATA\n" + TRIANGLE.encode() * 2, "nothing": head + b"DATASET POLYDATA\n",
    }
    for name, content in hostile.items():
        yield f"hostile-{name}", content, False
    yield "hostile-long", head + b"DATASET POLYDATA\n" + b"x" * 20_000_000, False
    yield "hostile-names", head + b"DATASET POLYDATA\nFIELD f 1\n" + b"%41" * 3_000_000, False
    yield "hostile-blanks", head + b"\n" * 20_000_000, False
