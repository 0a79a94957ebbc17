"""Worked examples of other sentiment models: a lexicon (`vader`), and a model that lives in a Python of its own (`newssentiment`)."""
