"""Builds the head that labels pieces of words as an ONNX graph."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder.graph import OPSET


def exported(weights: Mapping[str, NDArray[np.float32]], encoder: str) -> bytes:
    """The head as a file: ``states`` (texts, pieces, hidden) to ``labels``, probabilities (texts, pieces,
    labels).

    ``weights`` are those of the convolutions first, second and last, kept in 16 bits; ``encoder`` is the
    SHA-256 of the encoder's file whose states it was trained on, named in the file.
    """
    constants, nodes = [], []
    for name, value in sorted(weights.items()):
        constants.append(numpy_helper.from_array(value.astype(np.float16), f"{name}.16"))
        nodes.append(helper.make_node("Cast", [f"{name}.16"], [name], to=TensorProto.FLOAT))
    nodes.append(helper.make_node("Transpose", ["states"], ["x"], perm=[0, 2, 1]))
    x = "x"
    for name, width in (("first", 3), ("second", 3), ("last", 1)):
        ends = [width // 2, width // 2]
        nodes.append(
            helper.make_node(
                "Conv", [x, f"{name}.weight", f"{name}.bias"], [name], kernel_shape=[width], pads=ends
            )
        )
        x = name
        if name != "last":
            x = f"{name}.relu"
            nodes.append(helper.make_node("Relu", [name], [x]))
    nodes.append(helper.make_node("Transpose", [x], ["scores"], perm=[0, 2, 1]))
    nodes.append(helper.make_node("Softmax", ["scores"], ["labels"], axis=-1))
    hidden = weights["first.weight"].shape[1]
    count = weights["last.weight"].shape[0]
    graph = helper.make_graph(
        nodes,
        "head",
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "pieces", hidden])],
        [helper.make_tensor_value_info("labels", TensorProto.FLOAT, ["texts", "pieces", count])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="rashomon")
    model.ir_version = 10
    helper.set_model_props(model, {"encoder": encoder})
    return bytes(model.SerializeToString(deterministic=True))


def checked(data: bytes) -> None:
    """Raises where the file breaks the rules of ONNX."""
    onnx.checker.check_model(onnx.load_from_string(data))
