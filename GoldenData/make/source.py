"""A beat on a heart: activation by an eikonal equation, repolarisation by a rule, and the ECG by reciprocity.

All of it is written for the golden data: it shares no code with the product, only the formulas of its pages.
"""
import numpy as np
from fimpy.solver import create_fim_solver
from scipy.spatial import cKDTree

# mm/ms along and across the fibre.
ALONG, ACROSS = 0.6, 0.4
# S/m, the intracellular conductivity along and across the fibre.
INTRACELLULAR = 0.24, 0.024
# The transmembrane voltage: mV, mV, ms, ms.
REST, AMPLITUDE, UPSTROKE, DOWNSTROKE = -85.0, 100.0, 2.0, 15.0
# ms: how long an action potential lasts on the inside of the wall at the base, and how much less outside and at the
# apex. Less outside than the wall takes to activate makes T waves upright.
DURATION, LESS_OUTSIDE, LESS_AT_APEX = 280.0, 45.0, 15.0
# ms between times of the ECG.
STEP = 2.0
LEADS = {
    "I": {"LA": 1, "RA": -1}, "II": {"LL": 1, "RA": -1}, "III": {"LL": 1, "LA": -1},
    "aVR": {"RA": 1, "LA": -0.5, "LL": -0.5}, "aVL": {"LA": 1, "RA": -0.5, "LL": -0.5},
    "aVF": {"LL": 1, "RA": -0.5, "LA": -0.5},
    **{f"V{k}": {f"V{k}": 1, "RA": -1 / 3, "LA": -1 / 3, "LL": -1 / 3} for k in range(1, 7)},
}


def depth(points, cavities, epicardium):
    """0 on the inside of the wall, 1 outside, by distances to the surfaces."""
    inner = np.min([cKDTree(c).query(points)[0] for c in cavities], axis=0)
    outer = cKDTree(epicardium).query(points)[0]
    return inner / np.maximum(inner + outer, 1e-9)


def axis(points, region):
    """From base to apex, unit: the longest direction of the left ventricle, towards its narrow end."""
    left = points[region]
    centred = left - left.mean(axis=0)
    direction = np.linalg.svd(centred, full_matrices=False)[2][0]
    along = centred @ direction
    # The narrow end is the one farther from the mean.
    return direction if along.max() > -along.min() else -direction


def beat(points, cells, fibres, regions, cavities, epicardium):
    """Activation and repolarisation, ms, of a heart's points.

    Early sites, inside the wall: on the septum, the left free wall and near the left apex first, on the right free
    wall and towards the base 5 to 10 ms later, as a healthy conduction system makes them.
    """
    wall = depth(points, cavities, epicardium)
    left, septum = np.zeros(len(points), bool), np.zeros(len(points), bool)
    right = np.zeros(len(points), bool)
    for flag, number in ((left, 1), (right, 2), (septum, 3)):
        flag[cells[regions == number]] = True
    to_apex = axis(points, left | septum)
    height = (points - points.mean(axis=0)) @ to_apex
    height = (height - height.min()) / np.ptp(height)
    sites = []
    for part, level, start in ((septum, 0.4, 0.0), (septum, 0.65, 0.0), (left & ~septum, 0.3, 5.0),
                               (left & ~septum, 0.5, 0.0), (left & ~septum, 0.75, 0.0),
                               (right & ~septum, 0.35, 10.0), (right & ~septum, 0.65, 5.0)):
        inside = np.flatnonzero(part & (wall < 0.3))
        score = np.abs(height[inside] - level)
        # Of the points at that height the one in the middle, so that it does not depend on their order.
        near = inside[score < score.min() + 0.05]
        sites.append((near[np.linalg.norm(points[near] - points[near].mean(axis=0), axis=1).argmin()], start))
    f = fibres / np.linalg.norm(fibres, axis=1, keepdims=True)
    # The solver is told D of <grad t, D grad t> = 1: squared speeds, as a dyad of the fibre.
    metrics = ACROSS**2 * np.eye(3) + (ALONG**2 - ACROSS**2) * f[:, :, None] * f[:, None, :]
    solver = create_fim_solver(points.astype(float), cells, metrics, precision=np.float64, device="cpu")
    nodes, starts = np.array([s for s, _ in sites]), np.array([t for _, t in sites])
    activation = solver.comp_fim(nodes, starts)
    repolarisation = activation + DURATION - LESS_OUTSIDE * wall - LESS_AT_APEX * height
    return activation.astype(np.float32), repolarisation.astype(np.float32), sites


def ecg(points, cells, fibres, gradient, electrodes, activation, repolarisation):
    """Times (ms) and the twelve leads (mV): V = -∫ (G_i ∇V_m) · ∇Z over tetrahedra.

    V_m is linear in a tetrahedron, ∇Z the mean of its corners'. `gradient` is electrode × point × 3, ohm/m.
    """
    x = points.astype(float) / 1000
    corners = x[cells]
    frame = corners[:, 1:] - corners[:, :1]
    volume = np.abs(np.linalg.det(frame)) / 6
    inverse = np.linalg.inv(frame)
    shape = np.concatenate([-inverse.sum(axis=2)[:, None], np.swapaxes(inverse, 1, 2)], axis=1)
    f = fibres.astype(float)
    f /= np.linalg.norm(f, axis=1, keepdims=True)
    along, across = INTRACELLULAR
    first = np.floor((activation.min() - 8 * UPSTROKE) / STEP) * STEP
    last = repolarisation.max() + 6 * DOWNSTROKE
    times = np.arange(first, last + STEP, STEP)
    a, r = activation.astype(float), repolarisation.astype(float)
    voltage = np.array([REST + AMPLITUDE / (1 + np.exp(-(t - a) / UPSTROKE)) / (1 + np.exp((t - r) / DOWNSTROKE))
                        for t in times])
    traces = {}
    for lead, weights in LEADS.items():
        g = sum(w * gradient[electrodes.index(e)].astype(float) for e, w in weights.items())[cells].mean(axis=1)
        flow = across * g + (along - across) * (f * g).sum(axis=1, keepdims=True) * f
        weight = np.zeros(len(x))
        np.add.at(weight, cells, -volume[:, None] * np.einsum("ckx,cx->ck", shape, flow))
        traces[lead] = voltage @ weight
    return times, traces
