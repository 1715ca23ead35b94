"""Makes the files of this folder and their cases: python3 Formats/opencarp/make.py"""

import json
import os
import struct

here = os.path.dirname(os.path.abspath(__file__))
cases = []
for side in ("valid", "invalid"):
    os.makedirs(os.path.join(here, side), exist_ok=True)


def write(name, data):
    with open(os.path.join(here, name), "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def case(file, parts=(), **content):
    cases.append({"file": file, **({"parts": list(parts)} if parts else {}), **content})


def header(words, size=1024, end=b"\x0c"):
    return words.encode().ljust(size - len(end)) + end


WORDS = "x:3 y:1 z:1 t:2 type:float systeme:little_endian\r\norg_t:5 dim_t:10 unites_t:ms unites:mV\r\n"
VALUES = [-85, -80.5, -70, 20, 30.25, 10]


def igb(name, words=WORDS, values=struct.pack("<6f", *VALUES), **more):
    write(name, header(words, **more) + values)


first = {"points": 3, "time": [5, 15], "pointData": [{"name": "values", "type": "Float32", "min": -85, "max": -70, "sum": -235.5}]}
igb("valid/plain.igb")
case("valid/plain.igb", holds=first)
igb("valid/comment.igb", "# made by hand, with t:9\r\n" + WORDS)
case("valid/comment.igb", holds={"points": 3, "time": [5, 15]})
igb("valid/no-form-feed.igb", end=b"")
case("valid/no-form-feed.igb", holds=first)
igb("valid/long-header.igb", WORDS + "# " + "long " * 300, size=2048)
case("valid/long-header.igb", holds=first)
igb("valid/big-endian.igb", WORDS.replace("little", "big"), struct.pack(">6f", *VALUES))
case("valid/big-endian.igb", holds=first)
igb("valid/scaled.igb", "x:2 y:2 z:1 t:1 type:short facteur:0.5 zero:-85", struct.pack("<4h", 0, 10, 20, 200))
case("valid/scaled.igb", holds={"points": 4, "time": [0], "pointData": [{"name": "values", "type": "Float64", "min": -85, "max": 15, "sum": -225}]})
igb("valid/step.igb", "x:1 y:1 z:1 t:3 type:double org_t:-1 inc_t:0.5", struct.pack("<3d", 1, 2, 3))
case("valid/step.igb", holds={"points": 1, "time": [-1, -0.5, 0]})

for name, words, error in [
    ("type", WORDS.replace("float", "complex"), 'type "complex"'), ("no-type", "x:6 y:1 z:1", "type"),
    ("endian", WORDS.replace("little_endian", "vax"), "systeme:vax"), ("zero-size", WORDS.replace("x:3", "x:0"), "x:0"),
    ("negative", WORDS.replace("t:2 ", "t:-2 "), "t:-2"), ("word", WORDS.replace("x:3", "x:three"), "x:three"),
    ("huge", "x:1099511627776 y:1099511627776 z:1 t:1 type:float", "claims"),
    ("steps", WORDS.replace("t:2 ", "t:20 "), "states 20 steps but holds 2"),
    ("more", WORDS.replace("t:2 ", "t:1 "), "more than its header states"),
    ("factor", WORDS + "facteur:0", "facteur:0"), ("infinite", WORDS + "zero:inf", "zero:inf"),
    ("no-size", WORDS.replace("x:3", "w:3"), "no size x"), ("backwards", WORDS + "inc_t:-1", "time steps of -1"),
]:
    igb(f"invalid/{name}.igb", words)
    case(f"invalid/{name}.igb", error=error, code=65)
write("invalid/cut-header.igb", header(WORDS)[:500])
case("invalid/cut-header.igb", error="within its header", code=65)

PTS = "5\n0 0 0\n1000 0 0\n0 1000 0\n0 0 1000\n1000 1000 1000.5\n"
ELEM = "2\nTt 0 1 2 3 1\nTt 1 2 3 4 2\n"
LON = "1\n1 0 0\n0 0.6 0.8\n"


def mesh(name, pts=PTS, elem=ELEM, lon=LON, **content):
    parts = []
    write(name + ".pts", pts)
    for suffix, text in (("elem", elem), ("lon", lon)):
        if text is not None:
            write(f"{name}.{suffix}", text)
            parts.append(f"{name}.{suffix}")
    case(name + ".pts", parts, **content)


cube = {"points": 5, "cells": 2, "cellTypes": {"tetra": 2}, "bounds": [0, 1, 0, 1, 0, 1.0005],
        "cellData": [{"name": "region", "type": "Int32", "sum": 3}, {"name": "fiber", "components": 3, "tuples": 2}]}
mesh("valid/plain", holds=cube)
mesh("valid/windows", PTS.replace("\n", "\r\n"), ELEM.replace("\n", "\r\n"), LON.replace("\n", "\r\n"), holds=cube)
mesh("valid/sheets", lon="2\n1 0 0 0 1 0\n0 1 0 0 0 1\n", holds={"cellData": [{"name": "region"}, {"name": "fiber"}, {"name": "sheet", "components": 3}]})
mesh("valid/old-lon", lon="1 0 0\n0 1 0\n", holds=cube)
mesh("valid/no-lon", lon=None, holds={"cells": 2, "cellData": [{"name": "region"}]})
mesh("valid/no-region", elem="2\nTt 0 1 2 3\nTr 1 2 3 4\nLn 0 1\n".replace("2\n", "3\n", 1), lon=None,
     holds={"cells": 3, "cellTypes": {"tetra": 1, "triangle": 1, "line": 1}, "cellData": [{"name": "region", "sum": 4}]})
for name, changes, error in [
    ("few-points", {"pts": PTS.replace("5\n", "6\n", 1)}, "states 6 points but has 5"),
    ("word-point", {"pts": PTS.replace("1000.5", "top")}, "something else than numbers"),
    ("huge-points", {"pts": PTS.replace("5\n", "1e300\n", 1)}, "points"),
    ("kind", {"elem": ELEM.replace("Tt 1", "Hx 1")}, 'element "Hx"'),
    ("range", {"elem": ELEM.replace("4 2", "5 2")}, "point 5 of 5"),
    ("minus", {"elem": ELEM.replace("Tt 0", "Tt -1")}, "point -1 of 5"),
    ("few-elements", {"elem": ELEM.replace("2\n", "3\n", 1)}, "states 3 elements but has 2"),
    ("more-elements", {"elem": ELEM.replace("2\n", "1\n", 1)}, "more than the 1 elements"),
    ("huge-elements", {"elem": ELEM.replace("2\n", "99999999999\n", 1)}, "number of elements"),
    ("long-line", {"elem": ELEM.replace("3 1\n", "3 1 7\n")}, "more on the line"),
    ("short-line", {"elem": ELEM.replace("2 3 1\n", "2\n")}, "lacks a point"),
    ("lon-count", {"lon": "1\n1 0 0\n"}, "numbers of directions for 2 elements"),
    ("lon-word", {"lon": "1\nup 0 0\n0 0 1\n"}, "something else than numbers"),
]:
    mesh(f"invalid/{name}", **{"pts": PTS, "elem": ELEM, "lon": None, **changes}, error=error, code=65)
mesh("invalid/no-elem", elem=None, lon=None, error="no-elem.elem", code=66)

with open(os.path.join(here, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
