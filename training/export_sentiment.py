"""Make the folder that broadsheet reads: trimmed vocabulary, calibrated, quantised, with its scores.

    python -m training.export_sentiment --weights teacher.pt --tokenizer tokenizer.json --gold newsmtsc_train.jsonl \
        --texts articles.jsonl --words 15000 --out lib/broadsheet/resources/sentiment/large
    python -m training.export_sentiment --student --weights student.pt --tokenizer tokenizer.json \
        --gold newsmtsc_train.jsonl --out lib/broadsheet/resources/sentiment/default
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer

from broadsheet.annotating.sentiment.model import OnnxSentiment
from broadsheet.annotating.sentiment.packed_weights import read_weights, write_weights
from training.measure_sentiment import judged, scores, write_curve
from training.network import LONGEST, MARKERS, TargetSentiment, markers
from training.onnx_graph import activation_ranges, onnx_model
from training.onnx_student import student_model
from training.rounding import rounded_weights
from training.scores import best_temperature, macro_f1
from training.sentiment_data import Example, labels_of, newsmtsc, read_lines, split
from training.student import SHARED

BLOCK = 32
"""Weights of 4 bits that share a scale."""
CALIBRATING = 400
"""Sentences on which the rounding of 4-bit weights is tuned."""
RANGING = 1000
"""Sentences over which the ranges of 8-bit activations are taken."""

ROW_BY_ROW = (".middle", ".active")
"""Activations of the larger network whose extremes differ too much from sentence to sentence for one range."""

Ranges = Mapping[str, tuple[float, float]]

log = logging.getLogger("training")


@dataclass(frozen=True)
class ModelSettings:
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


def write_folder(folder: Path, model: onnx.ModelProto, tokenizer: Tokenizer, settings: ModelSettings) -> None:
    """`model.onnx`, `tokenizer.json` and `model.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "model.json").write_text(json.dumps(asdict(settings)) + "\n", encoding="utf-8")


def teacher_writer(options: argparse.Namespace, trained_on: Sequence[Example]) -> Callable[[float], None]:
    """A function that writes the larger network at a temperature: 4 bits, whose error is spread by `rounding`."""
    network = TargetSentiment.trained(options.weights, options.tokenizer)
    network.eval()
    rounded = rounded_weights(network, trained_on[:CALIBRATING], bits=4, block=BLOCK)
    weights, tokenizer = {name: value.float().numpy() for name, value in network.state_dict().items()}, network.tokenizer
    if options.texts:
        texts = [row["text"] for row in read_lines(options.texts)] + 5 * [e.text for e in trained_on]
        tokenizer, numbers = trimmed(tokenizer, texts, options.words)
        weights["words.weight"] = weights["words.weight"][numbers]

    def written(temperature: float, ranges: Ranges | None = None) -> onnx.ModelProto:
        model, stored = onnx_model(weights, longest=LONGEST, bits=4, block=BLOCK, temperature=temperature, rounded=rounded, ranges=ranges)
        write_folder(options.out, model, tokenizer, ModelSettings(LONGEST, markers(tokenizer), temperature, 4, BLOCK))
        write_weights(options.out, stored)
        return model

    ranges = found_ranges(options.out, written(1.0), trained_on)

    def write(temperature: float) -> None:
        written(temperature, {name: own for name, own in ranges.items() if not name.endswith(ROW_BY_ROW)})

    return write


def found_ranges(folder: Path, model: onnx.ModelProto, examples: Sequence[Example]) -> Ranges:
    """The ranges of the activations of the model, which was written to the folder without any."""
    rows = [(example.text, start, end) for example in examples[:RANGING] for start, end in example.spans]
    reader = OnnxSentiment(folder)
    feeds = (reader.feed([sentence]) for sentence in reader.sentences(*map(list, zip(*rows, strict=True))))
    return activation_ranges(model, feeds, given=read_weights(folder))


def student_writer(options: argparse.Namespace, trained_on: Sequence[Example]) -> Callable[[float], None]:
    """A function that writes the student at a temperature: 8 bits, with the tokenizer it was trained with."""
    weights = {name: value.float().numpy() for name, value in torch.load(options.weights).items()}
    tokenizer = Tokenizer.from_file(str(options.tokenizer))

    def written(temperature: float, ranges: Ranges | None = None) -> onnx.ModelProto:
        model = student_model(weights, shared=SHARED, longest=LONGEST, temperature=temperature, ranges=ranges)
        write_folder(options.out, model, tokenizer, ModelSettings(LONGEST, None, temperature, 8, 0))
        return model

    ranges = found_ranges(options.out, written(1.0), trained_on)

    def write(temperature: float) -> None:
        written(temperature, ranges)

    return write


def export(options: argparse.Namespace) -> None:
    """Write the folder: once uncalibrated to find the temperature of what is shipped, then for good."""
    trained_on, held_out = split(newsmtsc(options.gold))
    labels = labels_of(held_out)
    write = student_writer(options, trained_on) if options.student else teacher_writer(options, trained_on)
    write(1.0)
    raw = judged(OnnxSentiment(options.out), held_out)
    temperature = round(best_temperature(labels, np.log(np.maximum(raw, 1e-9))), 2)
    write(temperature)
    log.info("temperature %.2f; macro-F1 on the held-out fold %.4f", temperature, macro_f1(labels, raw.argmax(1).tolist()))
    if options.measure:
        dev = newsmtsc(options.measure)
        found = judged(OnnxSentiment(options.out), dev)
        write_curve(options.out / "reliability.csv", labels_of(dev), found)
        log.info(scores(dev, found))


def main() -> None:
    """Export as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--student", action="store_true", help="the weights are a student's; otherwise the larger network's")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the network's")
    parser.add_argument("--gold", type=Path, required=True, help="NewsMTSC's training part; its held-out fold calibrates")
    parser.add_argument("--texts", type=Path, help="news articles, JSON Lines: words rare in them are dropped (the larger network)")
    parser.add_argument("--words", type=int, default=15000)
    parser.add_argument("--measure", type=Path, help="labelled sentences to measure on, never trained on")
    parser.add_argument("--out", type=Path, required=True)
    export(parser.parse_args())


if __name__ == "__main__":
    main()
