"""Questions about what happened when, what is planned, what is claimed: one module each."""
