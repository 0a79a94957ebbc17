"""Questions about how often the layers are right: one module each."""
