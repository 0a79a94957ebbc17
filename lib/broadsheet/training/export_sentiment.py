"""Make the folder that broadsheet reads: trimmed vocabulary, calibrated, quantised, with its scores.

    python -m broadsheet.training.export_sentiment --base FOLDER --weights student.pt --gold newsmtsc_train.jsonl \
        --texts articles.jsonl --words 17000 --bits 8 --out resources/sentiment/default
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer

from broadsheet.annotating.sentiment_model import OnnxSentiment
from broadsheet.training.network import LONGEST, MARKERS, TargetSentiment, markers
from broadsheet.training.onnx_graph import Shape, onnx_model
from broadsheet.training.rounding import Rounded, rounded_weights
from broadsheet.training.scores import best_temperature, calibration_error, macro_f1, reliability
from broadsheet.training.sentiment_data import Example, labels_of, newsmtsc, read_lines, split

CALIBRATING = 400
"""Sentences on which the rounding of 4-bit weights is tuned."""

log = logging.getLogger("broadsheet.training")


@dataclass(frozen=True)
class Settings:
    """`model.json`: how the network reads a text."""

    longest: int
    markers: list[int] | None
    temperature: float
    bits: int
    block: int


def trimmed(tokenizer: Tokenizer, texts: Sequence[str], words: int) -> tuple[Tokenizer, list[int]]:
    """The tokenizer with its `words` most useful pieces, and the old number of each.

    Kept are the special tokens, every single character (so that any text can still be spelt), and the pieces most
    frequent in the texts; pieces never seen follow in the vocabulary's own order, which is by frequency too.
    """
    described = json.loads(tokenizer.to_str())
    vocabulary: dict[str, int] = described["model"]["vocab"]
    special = {token["content"] for token in described["added_tokens"]} | set(MARKERS)
    counts = Counter(number for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False) for number in encoding.ids)

    def rank(piece: str) -> tuple[bool, int, int]:
        forced = piece in special or len(piece.removeprefix("##")) == 1
        unused = piece.startswith("[unused") and piece not in special
        return not forced, len(texts) if unused else -counts[vocabulary[piece]], vocabulary[piece]

    kept = sorted(sorted(vocabulary, key=rank)[:words], key=vocabulary.__getitem__)
    numbers = [vocabulary[piece] for piece in kept]
    new = {old: number for number, old in enumerate(numbers)}
    described["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    for token in described["added_tokens"]:
        token["id"] = new[token["id"]]
    _renumber(described.get("post_processor"), new)
    described["truncation"] = described["padding"] = None
    return Tokenizer.from_str(json.dumps(described)), numbers


def _renumber(processor: dict | None, new: dict[int, int]) -> None:
    """The numbers of special tokens inside the tokenizer's last step."""
    if not processor:
        return
    for token in (processor.get("special_tokens") or {}).values():
        token["ids"] = [new[i] for i in token["ids"]]
    for name in ("sep", "cls"):
        if name in processor:
            processor[name][1] = new[processor[name][1]]


def write_folder(
    folder: Path, network: TargetSentiment, tokenizer: Tokenizer, numbers: list[int], settings: Settings, rounded: Rounded | None = None,
) -> None:
    """`model.onnx`, `tokenizer.json` and `model.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    weights["enc.embeddings.word_embeddings.weight"] = weights["enc.embeddings.word_embeddings.weight"][numbers]
    config = network.enc.config
    shape = Shape(
        network.family, config.hidden_size, config.num_attention_heads, len(network.enc.encoder.layer), LONGEST,
        config.layer_norm_eps, 2 if network.family == "mpnet" else 0,
    )
    model = onnx_model(weights, shape, bits=settings.bits, block=settings.block, temperature=settings.temperature, rounded=rounded)
    onnx.save(model, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "model.json").write_text(json.dumps(asdict(settings)) + "\n", encoding="utf-8")


def judged(folder: Path, examples: Sequence[Example]) -> np.ndarray:
    """What the model in the folder gives every target."""
    rows = [(e.text, start, end) for e in examples for start, end in e.spans]
    return OnnxSentiment(folder, threads=2)(*map(list, zip(*rows, strict=True)))


def write_curve(path: Path, labels: Sequence[int], probabilities: np.ndarray) -> float:
    """The reliability curve as CSV; gives the calibration error."""
    curve = reliability(labels, probabilities)
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(curve[0]._fields)
        writer.writerows([(b.low, b.high, b.targets, round(b.confidence, 4), round(b.right, 4)) for b in curve])
    return calibration_error(curve)


def _mean_state(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    states = [torch.load(path) for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def export(options: argparse.Namespace) -> None:
    """Write the folder: once uncalibrated to find the temperature of what is shipped, then for good."""
    network = TargetSentiment(options.base, marked=options.marked)
    network.load_state_dict(_mean_state(options.weights))
    network.eval()
    gold = newsmtsc(options.gold)
    texts = [row["text"] for row in read_lines(options.texts)] + 5 * [e.text for e in gold]
    tokenizer, numbers = trimmed(network.tokenizer, texts, options.words)
    marks = markers(tokenizer) if options.marked else None
    trained_on, held_out = split(gold)
    labels = labels_of(held_out)
    # 4 bits leave an error worth spreading; 8 bits do not.
    rounded = rounded_weights(network, trained_on[:CALIBRATING], bits=4, block=options.block) if options.bits == 4 else None
    write_folder(options.out, network, tokenizer, numbers, Settings(LONGEST, marks, 1.0, options.bits, options.block), rounded)
    raw = judged(options.out, held_out)
    temperature = round(best_temperature(labels, np.log(np.maximum(raw, 1e-9))), 2)
    write_folder(options.out, network, tokenizer, numbers, Settings(LONGEST, marks, temperature, options.bits, options.block), rounded)
    log.info("temperature %.2f; macro-F1 on the held-out fold %.4f", temperature, macro_f1(labels, raw.argmax(1).tolist()))
    if options.measure:
        dev = newsmtsc(options.measure)
        found = judged(options.out, dev)
        error = write_curve(options.out / "reliability.csv", labels_of(dev), found)
        log.info("macro-F1 %.4f, calibration error %.4f", macro_f1(labels_of(dev), found.argmax(1).tolist()), error)


def main() -> None:
    """Export as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="one run's weights, or several whose mean is taken")
    parser.add_argument("--gold", type=Path, required=True, help="NewsMTSC's training part; its held-out fold calibrates")
    parser.add_argument("--texts", type=Path, required=True, help="news articles, JSON Lines, for the frequency of words")
    parser.add_argument("--measure", type=Path, help="labelled sentences to measure on, never trained on")
    parser.add_argument("--marked", action="store_true")
    parser.add_argument("--words", type=int, default=17000)
    parser.add_argument("--bits", type=int, choices=(4, 8), default=8)
    parser.add_argument("--block", type=int, default=32)
    parser.add_argument("--out", type=Path, required=True)
    export(parser.parse_args())


if __name__ == "__main__":
    main()
