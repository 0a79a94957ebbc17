"""Questions about the collection: one module each."""
