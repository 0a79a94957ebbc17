"""Training under the rounding of the shipped network, so that 8 bits cost it nothing (quantisation-aware training, Jacob et al. 2018).

Weights are rounded per output, activations on the scale of their sentence, which what is shipped takes from many sentences
(`onnx_student`); gradients pass the rounding unchanged (straight-through estimator).
"""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import linear


def rounded_linear(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """A linear layer whose weights and inputs have 256 values."""
    return linear(rounded_inputs(x), rounded_weights(weight), bias)


def rounded_weights(weight: Tensor) -> Tensor:
    """Each output's weights on a scale from −127 to 127."""
    exact = weight.detach()
    scale = exact.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
    return weight + ((exact / scale).round().clamp(-127, 127) * scale - exact)


def rounded_inputs(x: Tensor) -> Tensor:
    """Each sentence's states on a scale from 0 to 255 that holds zero."""
    exact = x.detach().float()
    axes = tuple(range(1, exact.dim()))
    low, high = exact.amin(axes, keepdim=True).clamp_max(0), exact.amax(axes, keepdim=True).clamp_min(0)
    scale = ((high - low) / 255).clamp_min(1e-8)
    zero = (-low / scale).round()
    near = (((exact / scale).round() + zero).clamp(0, 255) - zero) * scale
    return x + (near - exact).to(x.dtype)
