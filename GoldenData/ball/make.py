"""The lead field of a homogeneous ball by its Legendre series, in 60 digits: no closed form is used.

    python3 -m pip install mpmath==1.3.0
    python3 make.py            (in this folder; writes points.csv, electrodes.csv, field.csv; prints their SHA-256)

Unit current in at an electrode on the surface, uniform return, zero mean over the surface:
    Z = 1/(4 pi sigma R) sum_{n>=1} (2n+1)/n t^n P_n(c),   t = |x|/R,  c = cos(x, e)
Its gradient by differentiating the series term by term in r and in c. Lengths are mm in the files, metres in the
formula. The series is cut where (2n+1)/n t^n n(n+1)/(1-t), which bounds the size of what is left up to a small factor, is
below 1e-25; points lie within t <= 0.95.
"""
import csv
import hashlib
import random

import mpmath as mp

mp.mp.dps = 60
RADIUS_MM, SIGMA = mp.mpf(100), mp.mpf("0.2")
random.seed(20)


def direction():
    while True:
        v = [random.uniform(-1, 1) for _ in range(3)]
        n = sum(c * c for c in v) ** 0.5
        if 0.1 < n <= 1:
            return [c / n for c in v]


def field(point, electrode):
    x = [mp.mpf(c) / 1000 for c in point]
    e = [mp.mpf(c) for c in electrode]
    ne = mp.sqrt(sum(c * c for c in e))
    e = [c / ne for c in e]
    big_r = RADIUS_MM / 1000
    r = mp.sqrt(sum(c * c for c in x))
    t, c = r / big_r, sum(a * b for a, b in zip(x, e)) / r
    # P_n and P_n' by their recurrences.
    p0, p1, d0, d1 = mp.mpf(1), c, mp.mpf(0), mp.mpf(1)
    z = dr = dc = mp.mpf(0)
    n, power = 1, t
    while True:
        a = mp.mpf(2 * n + 1) / n
        z += a * power * p1
        dr += a * n * power / r * p1
        dc += a * power * d1
        # |P_n| <= 1 and |P_n'| <= n(n+1)/2 bound what is left, so a zero of P_n cannot end the sum early.
        if a * power * n * (n + 1) / (1 - t) < mp.mpf("1e-25"):
            break
        p0, p1, d0, d1 = p1, ((2 * n + 1) * c * p1 - n * p0) / (n + 1), d1, d0 + (2 * n + 1) * p1
        n += 1
        power *= t
    scale = 1 / (4 * mp.pi * SIGMA * big_r)
    unit = [v / r for v in x]
    # grad c = (e - c x/|x|) / |x|
    gradient = [dr * u + dc * (q - c * u) / r for u, q in zip(unit, e)]
    return scale * z, [scale * g for g in gradient]


electrodes = [(f"E{i + 1}", [repr(100 * c) for c in direction()]) for i in range(4)]
points = []
for i in range(40):
    t = 0.05 + 0.9 * (i / 39)
    points.append([repr(100 * t * c) for c in direction()])

with open("electrodes.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["name", "x", "y", "z"])
    w.writerows([name, *p] for name, p in electrodes)
with open("points.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["x", "y", "z"])
    w.writerows(points)
with open("field.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["electrode", "point", "Z", "dZdx", "dZdy", "dZdz"])
    for name, e in electrodes:
        for i, p in enumerate(points):
            z, g = field(p, e)
            w.writerow([name, i, *(mp.nstr(v, 17) for v in (z, *g))])
for name in ("electrodes.csv", "points.csv", "field.csv"):
    print(hashlib.sha256(open(name, "rb").read()).hexdigest(), name)
