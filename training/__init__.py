"""How the sentiment models were made: data, network, training, distillation, quantisation. Not needed to use them.

The scripts need torch, safetensors and onnx (the extra `training`) and are run from the project's root; `README.md` has the commands.
"""
