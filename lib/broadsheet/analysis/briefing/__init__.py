"""Questions about what is new, and what needs attention: one module each."""
