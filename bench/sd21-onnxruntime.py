"""One contender of sd21.ts: the graphs that this project emitted, in ONNX Runtime's Python, as a control of the binding.

`python sd21-onnxruntime.py FOLDER THREADS STEPS`; a JSON line after each phase. sd21.ts left the graphs in FOLDER.
"""

import json
import os
import sys
import time

import numpy

# As this project does: src/runtime/no-telemetry.ts.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

folder, threads, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
options.add_session_config_entry("session.intra_op.allow_spinning", "0")


def phase(name, work, times=1):
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"phase": name, "seconds": seconds}), flush=True)
    return result


def run(session):
    random = numpy.random.default_rng(1)
    return session.run(None, {i.name: random.standard_normal(i.shape, dtype=numpy.float32) for i in session.get_inputs()})


def session(part, name):
    return onnxruntime.InferenceSession(f"{folder}/{part}/{name}.onnx", options, providers=["CPUExecutionProvider"])


unet, vae = phase("load", lambda: (session("unet", "unet2"), session("vae", "vae")))
phase("first step, batch 2", lambda: run(unet))
phase("step, batch 2", lambda: run(unet), rounds)
phase("decode", lambda: run(vae))
del unet
unet = session("unet", "unet1")
phase("first step, batch 1", lambda: run(unet))
phase("step, batch 1", lambda: run(unet), rounds)
