"""What is worked out once names all that it reads: else a change of a frame, or another process's frame, would go unseen."""

from __future__ import annotations

import importlib
import pkgutil

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet import analysis
from broadsheet.annotating import Layers

TEXT = (
    "Ada Moss, the mayor of Eastmere, opened the harbour on Monday. She said she backs the harbour levy and will meet the board on 20 May. "
    "Bo Finch opposes the harbour levy. “The levy is a costly failure,” Finch said. Cleo Hart backs the harbour levy. "
    "The storm killed 12 people."
)


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    other = TEXT.replace("Monday", "Tuesday").replace("12", "14")
    articles = pd.DataFrame({
        "article_id": ["a", "b"], "text": [TEXT, other], "source": ["The Courier", "The Post"],
        "published_at": pd.to_datetime(["2025-05-06", "2025-05-07"], utc=True),
    })
    return bs.annotate(articles).frames()


def remembered() -> list[object]:
    """Every function that `once` has made."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(analysis.__path__, "broadsheet.analysis.")]
    found = {id(one): one for module in modules for one in vars(module).values() if hasattr(one, "reads") and hasattr(one, "__wrapped__")}
    return list(found.values())


def test_each_reads_just_the_frames_that_it_names(frames: dict[str, pd.DataFrame]) -> None:
    made = remembered()
    assert len(made) > 15
    for function in made:
        read: set[str] = set()
        layers = Layers.read_when_asked(lambda name, read=read: (read.add(name), frames[name])[1], texts=Layers(**frames).texts)
        function.__wrapped__(layers)
        assert read <= set(function.reads), function.__qualname__
