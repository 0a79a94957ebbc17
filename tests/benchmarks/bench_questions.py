"""What each question costs over an archive: processor seconds, in one process, and the memory that all of them take.

    python tests/benchmarks/bench_questions.py [--full] [QUESTION …]

The articles are invented and have the layers of forty that were annotated, as in bench_report: 1,000 of them, 10,000 with --full. A
question that rests on what another one has worked out finds it there: the first of them pays. Last, the pages of the articles that a
report cites.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "archive"))

from bench_archive import Substitute, processor_seconds
from invented_articles import invented_articles

import broadsheet as bs
from broadsheet.analysis import find_question, of_articles
from broadsheet.annotating import Layers
from broadsheet.archive import open_archive, parallel
from broadsheet.display import Readings

GIVEN = frozenset({"gold", "labels"})
"""Options without a default: what an analyst has labelled, which an archive that was made has not."""

PAGES = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="*", help="questions to ask; all of them if none is named")
    parser.add_argument("--full", action="store_true", help="10,000 articles")
    asked = parser.parse_args()
    count = 10_000 if asked.full else 1_000
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(Path(folder) / "archive")
        with patch.object(parallel, "annotate_chunk", Substitute()):
            archive.add(invented_articles(count, per_day=max(1, count // 200), sentences=14), processes=1, progress=False)
        layers = archive.layers()
        for name in layers.frames():
            getattr(layers, name)
        for name in asked.questions or bs.questions():
            if not GIVEN & set(find_question(name).options()):
                print(f"{name} of {count} articles\t{processor_seconds(lambda name=name: bs.ask(name, layers)):.2f}\ts", flush=True)
        print(f"pages of {PAGES} articles\t{processor_seconds(lambda: pages(layers)):.2f}\ts")
    print(f"memory of all questions\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f}\tMB")


def pages(layers: Layers) -> list[str]:
    """The readings of some articles, as a report has them."""
    keys = layers.articles["article_id"].head(PAGES).tolist()
    readings = Readings(of_articles(layers, keys), others=layers.articles)
    return [readings.of(key).html for key in keys]


if __name__ == "__main__":
    main()
