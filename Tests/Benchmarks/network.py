#!/usr/bin/env python3
"""One network of the shipped operator here and in ONNX Runtime on the CPU: the same rows, outputs compared, two threads.

  Tests/Benchmarks/network.py [--rows 200000] [--lftrain PATH] [--gate]

Needs: pip install onnx onnxruntime numpy netCDF4. Build first: swift build -c release. Medians of five runs, one
after the other in the same minute; --gate ends with 1 when ours is slower or the outputs differ by more than 1e-4.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

import netCDF4
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")


def graph(widths, parameters):
    """Gemm and x · sigmoid(x), layer by layer; none after the last."""
    nodes, weights, at, name = [], [], 0, "x"
    for layer, (m, n) in enumerate(zip(widths, widths[1:])):
        w, b = parameters[at:at + m * n].reshape(m, n), parameters[at + m * n:at + m * n + n]
        at += (m + 1) * n
        weights += [numpy_helper.from_array(w, f"w{layer}"), numpy_helper.from_array(b, f"b{layer}")]
        last = layer == len(widths) - 2
        nodes.append(helper.make_node("Gemm", [name, f"w{layer}", f"b{layer}"], ["y" if last else f"g{layer}"]))
        if not last:
            nodes.append(helper.make_node("Sigmoid", [f"g{layer}"], [f"s{layer}"]))
            nodes.append(helper.make_node("Mul", [f"g{layer}", f"s{layer}"], [f"a{layer}"]))
            name = f"a{layer}"
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", widths[0]])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", widths[-1]])
    model = helper.make_model(helper.make_graph(nodes, "network", [x], [y], weights),
                              opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model.SerializeToString()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--lftrain", default=os.path.join(ROOT, ".build/release/lftrain"))
    parser.add_argument("--gate", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rows.nc")
        subprocess.run([options.lftrain, "network", "--model", os.path.join(ROOT, "Sources/CModel/model.nc"), "--rows",
                        str(options.rows), "--out", path], check=True, stderr=subprocess.DEVNULL)
        with netCDF4.Dataset(path) as data:
            ours = float(np.median([float(s) for s in data.seconds.split()]))
            widths = [int(w) for w in data["width"][:]]
            parameters = np.asarray(data["parameter"][:], np.float32)
            inputs = np.asarray(data["input"][:], np.float32).reshape(-1, widths[0])
            outputs = np.asarray(data["output"][:], np.float32).reshape(-1, widths[-1])
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(graph(widths, parameters), settings, providers=["CPUExecutionProvider"])
    # In blocks, as memory wants it; the whole at once and blocks of other sizes were no faster.
    blocks = np.array_split(inputs, max(len(inputs) // 8192, 1))
    times = []
    for _ in range(6):
        start = time.perf_counter()
        theirs = [session.run(None, {"x": block})[0] for block in blocks]
        times.append(time.perf_counter() - start)
    peer = float(np.median(times[1:]))
    gap = np.abs(np.concatenate(theirs) - outputs).max() / np.abs(outputs).max()
    print(f"widths {widths}, {len(inputs)} rows: lfconvert {ours:.3f} s, ONNX Runtime {onnxruntime.__version__}"
          f" {peer:.3f} s, ratio {peer / ours:.2f}; outputs apart by {gap:.1e}")
    if options.gate and (ours > peer or gap > 1e-4):
        sys.exit(1)


if __name__ == "__main__":
    main()
