"""Find targets in plain news text, and have trained teachers judge them, for a student to learn from.

    python -m training.label_sentences find --texts articles.jsonl --out sentences.jsonl
    python -m training.label_sentences vary --gold newsmtsc_train.jsonl --texts articles.jsonl --out variants.jsonl
    python -m training.label_sentences judge --sentences sentences.jsonl --base FOLDER --teacher teacher.pt --out labelled.jsonl
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.sentiment_data import Example, read_lines

if TYPE_CHECKING:
    from spacy.tokens import Span

log = logging.getLogger("training")

ENTITIES = {"PERSON", "ORG", "GPE", "NORP"}
PRONOUNS = {"he", "she", "they", "him", "them", "his", "her"}
NOMINALS = {
    "president", "minister", "senator", "spokesman", "spokeswoman", "governor", "leader", "candidate", "company", "government",
    "police", "party", "campaign", "administration", "lawmakers", "officials", "protesters", "critics", "opposition", "officer",
    "mayor", "lawyer", "judge", "director", "military", "army", "regime", "rebels", "chief", "king", "queen", "executive",
}
SHORTEST, LONGEST = 7, 70
"""Words of a sentence worth labelling."""
TURNS = 7
"""Variants of each labelled sentence."""
TARGETS = 3
"""Targets taken from one sentence at most."""


def sentences(texts: list[str], seed: int) -> Iterator[dict[str, Any]]:
    """Sentences with up to three targets: names, pronouns, and nouns for people in office."""
    from broadsheet.annotating.parser.pipeline import load_model

    chance = random.Random(seed)
    seen: set[str] = set()
    for doc in load_model(None).pipe(texts, batch_size=16):
        for sentence in doc.sents:
            text = sentence.text.strip()
            if not SHORTEST <= len(sentence) <= LONGEST or "\n" in text or text in seen:
                continue
            seen.add(text)
            spans = _targets(sentence, chance)
            if spans:
                yield {"text": text, "spans": spans}


def _targets(sentence: Span, chance: random.Random) -> list[tuple[int, int]]:
    lead = len(sentence.text) - len(sentence.text.lstrip())
    origin, length = sentence.start_char + lead, len(sentence.text.strip())
    found = [(e.start_char - origin, e.end_char - origin) for e in sentence.ents if e.label_ in ENTITIES]
    found += [(t.idx - origin, t.idx - origin + len(t)) for t in sentence if t.lower_ in PRONOUNS]
    found += [
        (c.start_char - origin, c.end_char - origin) for c in sentence.noun_chunks if c.root.lower_ in NOMINALS and not c.root.ent_type_
    ]
    found = [(start, end) for start, end in found if start >= 0 and end <= length]
    chosen = sorted(chance.sample(found, min(TARGETS, len(found))))
    kept: list[tuple[int, int]] = []
    for start, end in chosen:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def varied(gold: Path, texts: list[str], seed: int) -> Iterator[dict[str, Any]]:
    """Variants of the labelled sentences that may be trained on."""
    from broadsheet.annotating.parser.pipeline import load_model
    from training.sentiment_data import newsmtsc, split
    from training.variants import neighbours, variants

    nlp, examples = load_model(None), split(newsmtsc(gold))[0]
    near = neighbours(nlp, [*texts, *(example.text for example in examples)])
    for example in variants(examples, near, nlp.Defaults.stop_words, turns=TURNS, seed=seed):
        yield {"text": example.text, "spans": example.spans}


def judged(rows: list[dict[str, Any]], base: Path, teachers: list[Path]) -> Iterator[dict[str, Any]]:
    """The sentences with the mean chances that the teachers give each target."""
    import torch

    from training.network import TargetSentiment, logits

    examples = [Example(r["text"], [tuple(s) for s in r["spans"]], [[0.0] * 3] * len(r["spans"]), 1.0, "") for r in rows]
    chances = torch.zeros(sum(len(e.spans) for e in examples), 3)
    for teacher in teachers:
        network = TargetSentiment.trained(teacher, base / "tokenizer.json")
        chances += logits(network, network.items(examples)).softmax(-1) / len(teachers)
    found = iter(chances.tolist())
    for example in examples:
        yield {"text": example.text, "spans": example.spans, "chances": [[round(c, 3) for c in next(found)] for _ in example.spans]}


def main() -> None:
    """Find, vary or judge, as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("find", "vary", "judge"))
    parser.add_argument("--texts", type=Path, help="JSON Lines with `text`, any news articles")
    parser.add_argument("--gold", type=Path, help="NewsMTSC's training part, to vary")
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--teacher", type=Path, action="append")
    parser.add_argument("--number", type=int, default=12000, help="sentences judged")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.step == "find":
        found = sentences([row["text"] for row in read_lines(options.texts)], options.seed)
    elif options.step == "vary":
        found = varied(options.gold, [row["text"] for row in read_lines(options.texts)], options.seed)
    else:
        rows = list(read_lines(options.sentences))
        random.Random(options.seed).shuffle(rows)
        found = judged(rows[: options.number], options.base, options.teacher)
    with options.out.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    log.info("written: %s", options.out)


if __name__ == "__main__":
    main()
