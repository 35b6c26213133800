"""Builds the encoder as an ONNX graph: the same weights in the same blocks of 4 bits, nothing rounded again.

Inputs are token ids of texts of one length, ``ids`` (texts, tokens). Outputs are ``states`` (texts, tokens,
hidden), the states of a middle layer, for a head that labels tokens, and ``sentence`` (texts, hidden), the
mean of the last layer's. There is no padding: texts of one length go together, so a text's numbers depend
on that text alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder.source import BLOCK, Blocks, Source

#: onnxruntime's own operators for weights in blocks of 4 bits.
CONTRIB = "com.microsoft"
OPSET = 17
#: What MatMulNBits calculates in: 4 is bytes, the activations rounded in blocks as well.
IN_BYTES = 4


def _nibbles(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two values a byte, the first in the low half."""
    return np.ascontiguousarray(values[..., 0::2] | (values[..., 1::2] << 4))


class Graph:
    """Nodes and constants in the making."""

    def __init__(self, source: Source, prefix: str = "n") -> None:
        self.source, self.prefix = source, prefix
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._made = 0

    def node(
        self, kind: str, inputs: Sequence[str], domain: str = "", name: str = "", **attributes: Any
    ) -> str:
        """Adds a node of one output and gives that output's name."""
        self._made += 1
        output = name or f"{self.prefix}{self._made}"
        self.nodes.append(
            helper.make_node(
                kind,
                list(inputs),
                [output],
                name=f"{self.prefix}-node{self._made}",
                domain=domain,
                **attributes,
            )
        )
        return output

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Adds a constant and gives its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _scales(self, name: str, blocks: Blocks) -> str:
        # Kept as the 16 bits they are; onnxruntime widens constants once when it loads them.
        half = self.constant(f"{name}.scales16", blocks.scales.astype(np.float16).reshape(-1))
        return self.node("Cast", [half], name=f"{name}.scales", to=TensorProto.FLOAT)

    def product(self, x: str, name: str, parts: Sequence[str]) -> str:
        """``x`` times the weights of some matrices set side by side, plus their biases."""
        source = self.source
        nibbles = np.concatenate([source.blocks[f"{part}.w"].nibbles for part in parts])
        scales = np.concatenate([source.blocks[f"{part}.w"].scales for part in parts])
        rows, columns = nibbles.shape
        packed = _nibbles(nibbles).reshape(rows, columns // BLOCK, BLOCK // 2)
        weights = self.constant(f"{name}.weights", packed)
        bias = self.constant(f"{name}.bias", np.concatenate([source.vectors[f"{part}.b"] for part in parts]))
        product = self.node(
            "MatMulNBits",
            [x, weights, self._scales(name, Blocks(nibbles, scales))],
            CONTRIB,
            K=columns,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=IN_BYTES,
        )
        return self.node("Add", [product, bias])

    def normalised(self, x: str, name: str) -> str:
        """``x`` with mean 0 and variance 1 in each state, scaled and shifted."""
        weight = self.constant(f"{name}.w", self.source.vectors[f"{name}.w"])
        bias = self.constant(f"{name}.b", self.source.vectors[f"{name}.b"])
        return self.node("LayerNormalization", [x, weight, bias], axis=-1, epsilon=self.source.epsilon)

    def layer(self, x: str, at: int) -> str:
        """One layer: attention, then the inner product, each added to its input and normalised."""
        name, heads = f"l{at}", self.source.heads
        together = self.product(x, f"{name}.qkv", [f"{name}.q", f"{name}.k", f"{name}.v"])
        query, key, value = (f"{name}.{part}" for part in ("query", "key", "value"))
        self.nodes.append(
            helper.make_node(
                "Split", [together, "thirds"], [query, key, value], name=f"{name}.split", axis=-1
            )
        )
        attended = self.node("MultiHeadAttention", [query, key, value], CONTRIB, num_heads=heads)
        mixed = self.product(attended, f"{name}.ao", [f"{name}.ao"])
        x = self.normalised(self.node("Add", [x, mixed]), f"{name}.aln")
        inner = self.node("Gelu", [self.product(x, f"{name}.fi", [f"{name}.fi"])], CONTRIB)
        return self.normalised(
            self.node("Add", [x, self.product(inner, f"{name}.fo", [f"{name}.fo"])]), f"{name}.oln"
        )

    def embedded(self, kept: Sequence[int]) -> str:
        """The tokens' vectors with their places, normalised; ``kept`` are the source's rows in new order."""
        source, word = self.source, self.source.blocks["emb.word"]
        chosen = np.asarray(kept)
        # As signed values around 0.
        signed = (word.nibbles[chosen].astype(np.int16) - 8).astype(np.int8).view(np.uint8) & 15
        self.constants.append(
            helper.make_tensor("words", TensorProto.INT4, signed.shape, _nibbles(signed).tobytes(), raw=True)
        )
        scales = self.constant("words.scales", word.scales[chosen].astype(np.float16))
        halves = self.node(
            "GatherBlockQuantized",
            ["words", "ids", scales],
            CONTRIB,
            gather_axis=0,
            quantize_axis=1,
            block_size=BLOCK,
        )
        words = self.node("Cast", [halves], to=TensorProto.FLOAT)
        places = source.vectors["emb.pos"].reshape(source.positions, source.hidden)
        # Every token is of the first type: its vector goes with the places'.
        typed = (places + source.vectors["emb.type"].reshape(-1, source.hidden)[0]).astype(np.float16)
        self.constant("places", typed)
        length = self.node("Gather", [self.node("Shape", ["ids"]), "one"])
        here = self.node("Slice", ["places", "zero", length])
        return self.normalised(
            self.node("Add", [words, self.node("Cast", [here], to=TensorProto.FLOAT)]), "emb.ln"
        )


def _deep(source: Source, middle: int) -> onnx.GraphProto:
    """The layers above ``middle`` and the mean of the last one's states, as a branch of its own."""
    graph = Graph(source, "deep")
    x = "states"
    for at in range(middle, source.layers):
        x = graph.layer(x, at)
    graph.node("ReduceMean", [x], name="mean", axes=[1], keepdims=0)
    output = helper.make_tensor_value_info("mean", TensorProto.FLOAT, ["texts", source.hidden])
    return helper.make_graph(graph.nodes, "deep", [], [output], graph.constants)


def _shallow(source: Source) -> onnx.GraphProto:
    """No sentence vectors: an empty array."""
    empty = numpy_helper.from_array(np.zeros((0, source.hidden), dtype=np.float32), "none")
    output = helper.make_tensor_value_info("none", TensorProto.FLOAT, ["texts", source.hidden])
    return helper.make_graph(
        [helper.make_node("Constant", [], ["none"], value=empty)], "shallow", [], [output]
    )


def encoder(source: Source, kept: Sequence[int], middle: int) -> onnx.ModelProto:
    """The encoder with the tokens ``kept`` (rows of the source, in their new order); ``states`` are those
    after ``middle`` layers."""
    graph = Graph(source)
    graph.constant("thirds", np.array([source.hidden] * 3, dtype=np.int64))
    graph.constant("zero", np.array([0], dtype=np.int64))
    graph.constant("one", np.array([1], dtype=np.int64))
    x = graph.embedded(kept)
    for at in range(middle):
        x = graph.layer(x, at)
    graph.node("Identity", [x], name="states")
    graph.nodes.append(
        helper.make_node(
            "If",
            ["deep"],
            ["sentence"],
            name="if",
            then_branch=_deep(source, middle),
            else_branch=_shallow(source),
        )
    )
    hidden = source.hidden
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"]),
            helper.make_tensor_value_info("deep", TensorProto.BOOL, []),
        ],
        [
            helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "tokens", hidden]),
            helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["rows", hidden]),
        ],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(made, opset_imports=opsets, producer_name="rashomon")
    model.ir_version = 10
    return model
