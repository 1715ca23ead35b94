"""ParaView opens a lead field, shows something at once, and draws its gradient as glyphs.

Usage: pvpython paraview_witness.py LEADFIELD.vtu PICTURE.png
"""
import sys

from paraview.simple import *
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkOutputWindow
from vtkmodules.vtkIOImage import vtkPNGReader

complaints = []
window = vtkOutputWindow()
for event in ("ErrorEvent", "WarningEvent"):
    window.AddObserver(event, lambda _, name: complaints.append(name))
vtkOutputWindow.SetInstance(window)

path, picture = sys.argv[1:3]
source = OpenDataFile(path)
source.UpdatePipeline()
points = source.PointData
names = [points.GetArray(i).GetName() for i in range(points.GetNumberOfArrays())]
leads = ["I", "II", "III", "aVR", "aVL", "aVF"] + ["V%d" % k for k in range(1, 7)]
missing = [name for name in leads if "lead field gradient " + name not in names]
if missing:
    sys.exit("no gradient of " + ", ".join(missing))

data = servermanager.Fetch(source)
active = data.GetPointData().GetVectors()
if active is None or active.GetName() != "lead field gradient I":
    sys.exit("the first lead's gradient is not the active vector")
size = max(b - a for a, b in zip(data.GetBounds()[::2], data.GetBounds()[1::2]))

view = CreateRenderView(ViewSize=[900, 700], Background=[1, 1, 1])
view.UseColorPaletteForBackground = 0
heart = Show(source, view)
heart.Representation = "Surface"
heart.Opacity = 0.3
name = "lead field gradient V2"
glyph = Glyph(Input=source, GlyphType="Arrow")
glyph.OrientationArray = ["POINTS", name]
glyph.ScaleArray = ["POINTS", name]
largest = float(max(abs(v) for v in points.GetArray(name).GetRange(-1)))
glyph.ScaleFactor = 0.15 * size / largest
glyph.GlyphMode = "Every Nth Point"
glyph.Stride = max(1, data.GetNumberOfPoints() // 3000)
arrows = Show(glyph, view)
ColorBy(arrows, ("POINTS", name))
arrows.RescaleTransferFunctionToDataRange(True)
ResetCamera(view)
Render(view)
SaveScreenshot(picture, view, ImageResolution=[900, 700])

reader = vtkPNGReader()
reader.SetFileName(picture)
reader.Update()
pixels = vtk_to_numpy(reader.GetOutput().GetPointData().GetScalars())[:, :3]
drawn = (pixels.min(axis=1) < 250).mean()
colours = len({tuple(p) for p in (pixels // 16).tolist()})
print("%s: %d points, %d arrays, %.0f %% of the picture drawn, %d colours"
      % (path.rsplit("/", 1)[-1], data.GetNumberOfPoints(), len(names), 100 * drawn, colours))
if drawn < 0.02 or colours < 20:
    sys.exit("the picture is blank")
if complaints:
    sys.exit("ParaView complained: " + ", ".join(complaints))
