"""Annotation on a Dask cluster: the same tables, and a clear line where there is no cluster that could make them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.lengths import LONG

import broadsheet as bs
from broadsheet.archive.cluster import cluster_executor
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.errors import RequestError

sys.path.insert(0, str(Path(__file__).parent))

from dask_cluster import cluster
from invented_articles import invented_articles


@pytest.mark.skipif(not LONG, reason="three worker processes; set BROADSHEET_LONG to have them")
def test_a_worker_that_dies_costs_a_retry_and_the_tables_are_the_same(tmp_path: Path) -> None:
    articles = invented_articles(100, sentences=3)
    settings = AnnotationSettings(sentiment=None)
    with cluster(tmp_path, workers=1) as made, cluster_executor(made.address, settings, patience=90) as executor:
        made.add_worker()
        made.workers[0].kill()
        bs.open_archive(tmp_path / "many").add(articles, executor=executor, sentiment=None, progress=False)
        lacking = pytest.raises(RequestError, match="no worker at .* can annotate.*'xx_none'")
        with lacking, cluster_executor(made.address, AnnotationSettings("xx_none")):
            pass
    bs.open_archive(tmp_path / "one").add(articles, processes=1, sentiment=None, progress=False)
    many, one = bs.open_archive(tmp_path / "many").layers(), bs.open_archive(tmp_path / "one").layers()
    assert [name for name, frame in one.frames().items() if not frame.equals(getattr(many, name))] == []


def test_a_cluster_that_does_not_answer_is_refused() -> None:
    with pytest.raises(RequestError, match="no Dask scheduler answers at tcp://127.0.0.1:1:"), cluster_executor(
        "tcp://127.0.0.1:1", AnnotationSettings(), patience=1,
    ):
        pass
