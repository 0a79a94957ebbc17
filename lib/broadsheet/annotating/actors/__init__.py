"""Actors across articles, and what an analyst has corrected about them."""

from broadsheet.annotating.actors.resolving import ResolvedActors, resolve_actors

__all__ = ["ResolvedActors", "resolve_actors"]
