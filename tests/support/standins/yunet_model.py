"""A stand-in face detector: a real ONNX file with YuNet's inputs and outputs.

To it, a face is a square of pure red, 8 pixels wide: it scores by red less green in each
cell of 8 pixels. The box is 32 pixels around the cell's corner; the coarser grids find none.
"""

import math

import onnx
from onnx import TensorProto, helper

BOX_PIXELS = 32
_STRIDE = 8
# In cells, from the corner: two eyes, the nose, the corners of the mouth; a frontal face.
_POINTS = (-1.0, -1.0, 1.0, -1.0, 0.0, 0.0, -0.6, 1.0, 0.6, 1.0)
_SIDES = (0.0, 0.0, math.log(BOX_PIXELS / _STRIDE), math.log(BOX_PIXELS / _STRIDE))


def build(path, *, size=None):
    """Write it. size: (height, width) of the pictures that it takes, any when None."""
    nodes, constants = [], []

    def constant(name, values, shape):
        constants.append(helper.make_tensor(name, TensorProto.FLOAT, shape, values))
        return name

    def node(kind, inputs, output, **settings):
        nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    # BGR, 0 to 255
    redness = constant("redness", [0.0, -1 / 255, 1 / 255], (1, 3, 1, 1))
    constants.append(helper.make_tensor("flat", TensorProto.INT64, (3,), [1, -1, 1]))
    outputs = []
    for stride in (8, 16, 32):
        square = {"kernel_shape": [stride, stride], "strides": [stride, stride]}
        mean = node("AveragePool", ["input"], f"mean_{stride}", **square)
        red = node("Conv", [mean, redness], f"red_{stride}")
        column = node("Reshape", [red, "flat"], f"column_{stride}")
        worth = constant(f"worth_{stride}", [1.0 if stride == _STRIDE else 0.0], (1,))
        node("Mul", [column, worth], f"cls_{stride}")
        node("Mul", [column, worth], f"obj_{stride}")
        nothing = constant(f"nothing_{stride}", [0.0], (1,))
        blank = node("Mul", [column, nothing], f"blank_{stride}")
        node("Add", [blank, constant(f"sides_{stride}", _SIDES, (1, 1, 4))], f"bbox_{stride}")
        node("Add", [blank, constant(f"points_{stride}", _POINTS, (1, 1, 10))], f"kps_{stride}")
        outputs += [
            helper.make_tensor_value_info(f"{name}_{stride}", TensorProto.FLOAT, (1, None, depth))
            for name, depth in (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10))
        ]
    taken = (1, 3, *(size or ("height", "width")))
    graph = helper.make_graph(
        nodes,
        "yunet",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, taken)],
        outputs,
        initializer=constants,
    )
    opset = helper.make_opsetid("", 13)
    onnx.save(helper.make_model(graph, opset_imports=[opset], ir_version=8), path)
