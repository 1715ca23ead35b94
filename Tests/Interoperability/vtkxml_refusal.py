"""What must hold when a damaged or hostile file is given to `info` and `convert`."""
import os
import shutil
import subprocess
import sys
import time

LFCONVERT, SCRATCH = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
shutil.rmtree(SCRATCH, ignore_errors=True)
os.makedirs(SCRATCH)
failures, checked, worst = [], [0], [0, 0.0]


def run(arguments):
    start = time.time()
    child = subprocess.Popen([LFCONVERT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # wait4 gives the memory of this child alone.
    out = child.stdout.read()
    err = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, out, err.decode(errors="replace"), usage.ru_maxrss / 1024, time.time() - start


def expect(path, codes=(65,), may_pass=False, target=None):
    """Runs info and convert; `may_pass`: a legal file, for its cost only."""
    checked[0] += 1
    suffix = path.rsplit(".", 1)[1]
    out = path + ".out." + (target or suffix)
    with open(out, "w") as f:
        f.write("precious")
    def bad(text):
        failures.append(path)
        print(f"FAIL {os.path.relpath(path, SCRATCH)}: {text}", flush=True)
    for arguments in (["info", path, "--json"], ["convert", path, "--out", out]):
        code, said, errors, memory, seconds = run(arguments)
        worst[0], worst[1] = max(worst[0], memory), max(worst[1], seconds)
        lines = [l for l in errors.splitlines() if not l.startswith("warning")]
        what = arguments[0]
        if memory > 512 or seconds > 10:
            bad(f"{what}: {memory:.0f} MB, {seconds:.1f} s")
        if code < 0:
            bad(f"{what}: signal {-code}")
        if may_pass and code == 0:
            continue
        if code not in codes and code >= 0:
            bad(f"{what}: exit code {code} {errors.strip()[:150]}")
        if code in codes:
            if len(lines) != 1 or os.path.basename(path) not in lines[0]:
                bad(f"{what}: says {errors[:200]!r}")
            elif len(lines[0]) > 2000:
                bad(f"{what}: a line of {len(lines[0])} characters")
            if said:
                bad(f"{what}: has an answer")
            if not os.path.exists(out) or open(out, "rb").read() != b"precious":
                bad(f"{what}: output changed")
    if os.path.exists(out):
        os.unlink(out)


def put(name, content):
    path = os.path.join(SCRATCH, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(content if isinstance(content, bytes) else content.encode())
    return path
