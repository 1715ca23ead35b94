"""Legacy .vtk files in the manner of other writers: by hand, and by meshio."""
import os
import struct

import numpy as np

TRIANGLE = "POINTS 3 float\n0 0 0 1 0 0 0 1 0\n"
HAND = {
    "comments": "# vtk DataFile Version 3.0\r\ntitle\r\nascii\r\n\r\n# a comment\r\nDataset  PolyData\r\npoints 3 Float\r\n"
                "0 0 0   1 0 0\r\n\r\n\t0 1 0\r\nPolygons 1 4\r\n3 0 1 2\r\nPoint_Data 3\r\nScalars u double\r\n"
                "Lookup_Table default\r\n1 2\r\n3\r\n",
    "no_lookup": "# vtk DataFile Version 2.0\nt\nASCII\nDATASET POLYDATA\n" + TRIANGLE +
                 "POLYGONS 1 4\n3 0 1 2\nPOINT_DATA 3\nSCALARS u float\n1 2 3\nSCALARS v int 2\n1 2 3 4 5 6\n",
    "lookup": "# vtk DataFile Version 2.0\nt\nASCII\nDATASET POLYDATA\n" + TRIANGLE +
              "VERTICES 3 6\n1 0 1 1 1 2\nPOINT_DATA 3\nSCALARS u unsigned_char 1\nLOOKUP_TABLE t\n1 2 3\n"
              "LOOKUP_TABLE t 2\n0 0 0 1\n1 0.5 0.25 1\nVECTORS v int\n1 2 3 4 5 6 7 8 9\nSCALARS w bit\nLOOKUP_TABLE default\n1 0 1",
    "aspect": "# vtk DataFile Version 1.0\nt\nASCII\nDATASET STRUCTURED_POINTS\nDIMENSIONS 3 2 1\nORIGIN 1 2 3\n"
              "ASPECT_RATIO 0.5 1 2\nPOINT_DATA 6\nSCALARS u float\nLOOKUP_TABLE default\n1 2 3 4 5 6\nCELL_DATA 2\n"
              "COLOR_SCALARS c 3\n0 0.5 1 .25 .75 1\n",
    "blanking": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET STRUCTURED_GRID\nDIMENSIONS 2 2 1\nBLANKING 4 unsigned_char\n"
                "1 0 1 1\nPOINTS 4 double\n0 0 0 1 0 0 0 1 0 1 1 0\n",
    "ghost_levels": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET POLYDATA\n" + TRIANGLE + "POLYGONS 1 4\n3 0 1 2\n"
                    "CELL_DATA 1\nFIELD f 1\nvtkGhostLevels 1 1 unsigned_char\n2\n",
    "cycle": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET RECTILINEAR_GRID\nFIELD FieldData 2\nTIME 1 1 double\n0.25\n"
             "CYCLE 1 1 int\n7\nDIMENSIONS 2 3 1\nX_COORDINATES 2 float\n0 1\nY_COORDINATES 3 double\n0 1 4\n"
             "Z_COORDINATES 1 int\n5\nPOINT_DATA 6\nTENSORS t float\n" + "1 " * 54 + "\nCELL_DATA 2\nNORMALS n float\n1 2 3 4 5 6\n",
    "types_first": "# vtk DataFile Version 3.0\nt\nASCII\nDATASET UNSTRUCTURED_GRID\nCELL_TYPES 2\n5\n3\nCELLS 2 7\n3 0 1 2\n2 0 1\n"
                   + TRIANGLE + "CELL_DATA 2\nSCALARS a vtkIdType\nLOOKUP_TABLE default\n-5 6\nFIELD FieldData 2\n"
                   "NULL_ARRAY\nlong%20name 1 2 long\n-9223372036854775808 9223372036854775807\n",
    "numbers": "# vtk DataFile Version 4.2\nt\nASCII\nDATASET POLYDATA\nPOINTS 3 double\n1e-320 -1E+300 +3 .5 5. -0 1e5 2 3\n"
               "VERTICES 1 4\n3 0 1 2\n",
    "offsets_int": "# vtk DataFile Version 5.1\nt\nASCII\nDATASET UNSTRUCTURED_GRID\n" + TRIANGLE +
                   "CELLS 2 3\nOFFSETS int\n0 3\nCONNECTIVITY vtkIdType\n0 1 2\nCELL_TYPES 1\n5\n",
    "empty_field": "# vtk DataFile Version 4.2\nt\nASCII\nDATASET POLYDATA\nFIELD FieldData 3\na 1 0 int\nb 3 0 string\nc 1 2 string\nx\n\n"
                   + TRIANGLE,
}


def binary_by_hand():
    """Big-endian files with what VTK's writer does not make."""
    f = lambda kind, *v: struct.pack(">%d%s" % (len(v), kind), *v)
    head = b"# vtk DataFile Version 3.0\nt\nBINARY\nDATASET "
    three = b"POINTS 3 float\n" + f("f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
    yield "no_line_ends", head + b"POLYDATA\n" + three + b"POLYGONS 1 4\n" + f("i", 3, 0, 1, 2) + b"POINT_DATA 3\nSCALARS u short\nLOOKUP_TABLE default\n" + f("h", -1, 2, 300)
    yield "crlf", head.replace(b"\n", b"\r\n") + b"POLYDATA\r\nPOINTS 3 float\r\n" + f("f", 0, 0, 0, 1, 0, 0, 0, 1, 0) + b"\r\nVERTICES 1 2\r\n" + f("i", 1, 2) + b"\r\n"
    yield "colours", head + b"POLYDATA\n" + three + b"\nPOINT_DATA 3\nCOLOR_SCALARS c 2\n" + bytes([0, 10, 35, 13, 255, 32]) + b"\nLOOKUP_TABLE t 2\n" + bytes(8) + b"\nFIELD f 1\nbits 3 3 bit\n" + bytes([0b10110010, 0b10000000]) + b"\n"


def by_hand(folder):
    for name, text in HAND.items():
        path = os.path.join(folder, f"hand-{name}.vtk")
        with open(path, "w", newline="") as out:
            out.write(text)
        yield path
    for name, content in binary_by_hand():
        path = os.path.join(folder, f"hand-{name}.vtk")
        with open(path, "wb") as out:
            out.write(content)
        yield path


def by_meshio(folder):
    try:
        import meshio
    except ImportError:
        return
    rng = np.random.default_rng(3)
    points = rng.normal(size=(12, 3))
    mesh = meshio.Mesh(
        points, [("tetra", rng.permutation(12)[:8].reshape(2, 4)), ("triangle", np.array([[0, 1, 2]])), ("line", np.array([[3, 4]]))],
        point_data={"u": rng.normal(size=12), "v": rng.normal(size=(12, 3)).astype(np.float32), "n": np.arange(12)},
        cell_data={"region": [np.array([1, 2]), np.array([3]), np.array([4])], "f": [np.ones((2, 3)), np.ones((1, 3)), np.ones((1, 3))]})
    for kind in ("vtk", "vtk42", "vtk51"):
        for binary in (True, False):
            path = os.path.join(folder, f"meshio-{kind}-{binary}.vtk")
            try:
                meshio.write(path, mesh, file_format=kind, binary=binary)
            except Exception as error:
                print("note meshio", kind, binary, error)
                continue
            yield path
