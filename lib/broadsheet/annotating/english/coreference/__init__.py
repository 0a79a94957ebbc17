"""Descriptions and pronouns: which of an article's actors they mean."""
