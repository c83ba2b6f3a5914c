"""Makes selfie-segmentation.json: what TensorFlow Lite computes with @mediapipe/selfie_segmentation's weights on a made-up picture.

Run by hand from this folder, with ai-edge-litert, flatbuffers and numpy (2.3.0, 25.12.19 and 2.4.6 when it was last run):
    python make-selfie-segmentation.py
No runtime that can be installed has the model's last operator but one, MediaPipe's Convolution2DTransposeBias: the model is cut
before it, and that operator and the sigmoid after it are computed here. No test and no product code runs this.
"""

import json
from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter

HERE = Path(__file__).parent
MODEL = HERE / "../../node_modules/@mediapipe/selfie_segmentation/selfie_segmentation.tflite"
SIZE = 256
STEP = 3


def picture() -> np.ndarray:
    """Somebody with brown hair in red before a blue wall, and stripes over all: the test draws the same."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float64)
    rgb = np.empty((SIZE, SIZE, 3))
    rgb[:] = (0.3, 0.45, 0.6)
    for cx, cy, rx, ry, colour in (
        (128, 255, 95, 85, (0.5, 0.15, 0.2)),
        (128, 92, 50, 60, (0.25, 0.16, 0.1)),
        (128, 105, 38, 50, (0.85, 0.65, 0.55)),
        (113, 98, 6, 3, (0.15, 0.1, 0.1)),
        (143, 98, 6, 3, (0.15, 0.1, 0.1)),
        (128, 132, 14, 4, (0.6, 0.25, 0.25)),
    ):
        rgb[((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1] = colour
    return (rgb + 0.05 * np.sin(0.3 * x + 0.11 * y)[..., None]).astype(np.float32)


model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(MODEL.read_bytes(), 0))
graph = model.subgraphs[0]


def stored(name: bytes) -> np.ndarray:
    tensor = next(tensor for tensor in graph.tensors if tensor.name == name)
    return np.frombuffer(bytes(model.buffers[tensor.buffer].data), np.float16).astype(np.float32)


kernel, bias = stored(b"segment/Kernel").reshape(2, 2, 16), stored(b"segment/Bias")
last = graph.operators[-2]
assert model.operatorCodes[last.opcodeIndex].customCode == b"Convolution2DTransposeBias"
graph.operators, graph.outputs = graph.operators[:-2], [last.inputs[0]]
builder = flatbuffers.Builder(1 << 20)
builder.Finish(model.Pack(builder), b"TFL3")
interpreter = Interpreter(model_content=bytes(builder.Output()), num_threads=1)
interpreter.allocate_tensors()
interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture()[None])
interpreter.invoke()
features = interpreter.get_tensor(graph.outputs[0])[0]

logits = np.empty((SIZE, SIZE), np.float32)
for down in range(2):
    for right in range(2):
        logits[down::2, right::2] = features @ kernel[down, right] + bias[0]
mask = 1 / (1 + np.exp(-logits.astype(np.float64)))
rows = [[round(float(value), 5) for value in row[::STEP]] for row in mask[::STEP]]
(HERE / "selfie-segmentation.json").write_text(json.dumps({"step": STEP, "mask": rows}) + "\n")
