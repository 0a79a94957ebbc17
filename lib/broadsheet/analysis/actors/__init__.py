"""Questions about who is in the news, in what role, with whom, saying what: one module each."""
