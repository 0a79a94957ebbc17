"""How the sentiment models were made: data, network, training, distillation, quantisation. Not needed to use them.

The scripts need torch, transformers and onnx, which broadsheet does not install; `README.md` here has the commands.
"""
