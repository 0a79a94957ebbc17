"""Weights rounded to 4 bits so that the outputs of each matrix change least (GPTQ, Frantar et al. 2023).

Rounding a weight makes an error in the output that the weights not yet rounded can make up for; how, is in the second
moments of the inputs that the matrix sees on real sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from broadsheet.annotating.sentiment.packed_weights import Rounded
from training.network import TargetSentiment, batch
from training.onnx_graph import codes_and_scales
from training.sentiment_data import Example

DAMPING = 0.01
"""Share of the mean second moment added to each, so that directions never seen are left alone."""


def rounded_weights(network: TargetSentiment, examples: Sequence[Example], *, bits: int, block: int) -> Rounded:
    """Codes and scales of every matrix in the encoder's layers."""
    layers = {f"layers.{name}": module for name, module in network.layers.named_modules() if isinstance(module, nn.Linear)}
    moments = _second_moments(network, layers, examples)
    return {f"{name}.weight": _rounded(module.weight.detach(), moments[name], bits, block) for name, module in layers.items()}


def _second_moments(network: TargetSentiment, layers: dict[str, nn.Linear], examples: Sequence[Example]) -> dict[str, Tensor]:
    """The sum of x xᵀ over the tokens that reach each matrix."""
    moments: dict[str, Tensor] = {}
    kept = torch.ones(1, dtype=torch.bool)

    def watch(name: str) -> nn.Module:
        def add(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            x = inputs[0].reshape(-1, inputs[0].shape[-1])[kept].float()
            moments[name] = moments.get(name, torch.zeros(x.shape[1], x.shape[1])) + x.T @ x

        return layers[name].register_forward_pre_hook(add)  # type: ignore[return-value]

    watches = [watch(name) for name in layers]
    items = sorted(network.items(examples), key=lambda item: len(item.ids))
    network.eval()
    with torch.no_grad():
        for start in range(0, len(items), 16):
            ids, mask, span = batch(items[start:start + 16])
            kept = mask.reshape(-1).bool()
            network(ids, mask, span)
    for watching in watches:
        watching.remove()  # type: ignore[operator]
    return moments


def _rounded(weight: Tensor, moment: Tensor, bits: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """Block after block: scales from what the weights have become, then column after column."""
    low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    weight = weight.clone().double()
    outputs, inputs = weight.shape
    damped = moment.double() + DAMPING * moment.diagonal().mean() * torch.eye(inputs, dtype=torch.double)
    upper = torch.linalg.cholesky(torch.linalg.inv(damped), upper=True)
    codes = np.zeros((outputs, inputs // block, block), np.int32)
    scales = np.zeros((outputs, inputs // block))
    for number, start in enumerate(range(0, inputs, block)):
        end = start + block
        _, found = codes_and_scales(weight[:, start:end].numpy(), bits, block)
        scale = torch.from_numpy(found[:, 0])
        errors = torch.zeros(outputs, block, dtype=torch.double)
        for column in range(start, end):
            code = (weight[:, column] / scale).round().clamp(low, high)
            codes[:, number, column - start] = code.numpy()
            error = (weight[:, column] - code * scale) / upper[column, column]
            weight[:, column:end] -= error[:, None] * upper[column, column:end]
            errors[:, column - start] = error
        scales[:, number] = found[:, 0]
        weight[:, end:] -= errors @ upper[start:end, end:]
    return codes, scales
