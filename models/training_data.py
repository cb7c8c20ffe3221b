"""From labelled calls to batches for the network: our marked calls, and annotated ones."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from analyser.codebook import LABELS
from models.act_network import MAX_SENTENCE_TOKENS, ROLE_ORDER, Spans
from models.marked_calls import LabelledCall, LabelledTurn
from models.windows import (
    PAD,
    ROLE_TOKENS,
    SPEAKER_TOKENS,
    TokenStream,
    token_stream,
    window_ids,
    windows,
)

TAUGHT_SHARE: Final = 0.5
"""What a teacher says counts so much beside the annotators' labels, where there are both."""

TOO_FAR: Final = 0.8
"""A teacher so far from a label counts for nothing: readers who saw neither sided with the label in
72 % of 2,197 places (of pressure, promise.over and candour.limit that it denied in 92 %)."""

INDEX: Final = {label: n for n, label in enumerate(LABELS)}
OPEN_LICENCES: Final = ("MIT", "Apache-2.0", "MIT (cocoa code repo)")

_ANNOTATED_END: Final = re.compile(r"(?<=[.?!])[\"')]*\s+(?=[\"'(\[]?[A-Z0-9$£€])")
_MARKS: Final = re.compile(r"[^\w\s'%$£€&@/+-]+|(?<!\w)[-'/&]+|[-'/&]+(?!\w)")
_FILLERS: Final = ("um", "uh", "you know", "like", "i mean", "so", "well", "yeah", "okay", "right")
_HEARD: Final = {
    "their": "there", "there": "their", "your": "you're", "you're": "your", "to": "too",
    "two": "to", "for": "four", "its": "it's", "we'll": "will", "i'll": "all", "than": "then",
    "and": "an", "a": "uh", "whole": "hole", "price": "prize", "sell": "cell", "by": "buy",
    "would": "wood", "know": "no", "our": "are", "weeks": "weak", "right": "write",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows and what is known of them. Shapes: ``ids``, ``mask`` ``(n_windows, n_tokens)``;
    ``targets`` ``(n_sentences, n_labels)``; ``boundary`` like ids, -1 where none is asked;
    ``marker_row``, ``marker_at``, ``side`` one a turn whose role is to be guessed."""

    ids: torch.Tensor
    mask: torch.Tensor
    spans: Spans
    targets: torch.Tensor
    boundary: torch.Tensor
    marker_row: torch.Tensor
    marker_at: torch.Tensor
    side: torch.Tensor


@dataclass(frozen=True, slots=True)
class _Piece:
    ids: list[int]
    spans: list[tuple[int, int]]
    targets: list[NDArray[np.float32]]
    boundary: list[tuple[int, int]]
    sides: list[tuple[int, int]]


def annotated_calls(folder: Path, split: str) -> list[tuple[LabelledCall, dict[str, Any]]]:
    """The calls of ``split.calls.jsonl`` with the labels of ``split.gold.jsonl``, and each meta."""

    def rows(kind: str) -> list[dict[str, Any]]:
        text = (folder / f"{split}.{kind}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.strip()]

    gold = {row["id"]: row for row in rows("gold")}
    return [(_annotated(row, gold[row["id"]]), row["meta"]) for row in rows("calls")]


def role_calls(path: Path, most: int) -> list[LabelledCall]:
    """The first calls of a JSONL file of which only the roles are known."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(most), strict=False)]
    return [replace(_annotated(row, {"sentences": []}), labelled=False) for row in rows]


def placed_labels(path: Path, labels: Path) -> list[LabelledCall]:
    """The calls of a JSONL file for which ``labels`` has a row, ``{"id": ..., "labels":
    {"5.0": ["price.cut"]}}``: labels by turn and sentence, without a word of the talk.

    Raises ValueError where a place is not in the call.
    """
    rows = map(json.loads, labels.read_text(encoding="utf-8").splitlines())
    placed = {row["id"]: row["labels"] for row in rows}
    out = []
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in placed:
                out.append(_with_labels(_annotated(row, {"sentences": []}), placed[row["id"]]))
    return out


def _with_labels(call: LabelledCall, placed: dict[str, list[str]]) -> LabelledCall:
    left = dict(placed)
    turns = tuple(
        replace(
            turn,
            labels=tuple(tuple(left.pop(f"{t}.{s}", ())) for s in range(len(turn.sentences))),
        )
        for t, turn in enumerate(call.turns)
    )
    if left:
        raise ValueError(f"{call.id} has no sentence at {', '.join(left)}")
    return replace(call, turns=turns)


def is_open(meta: dict[str, Any]) -> bool:
    """Whether the call's licence lets it train the model (its text never enters the project)."""
    licence = str(meta.get("licence", ""))
    return licence in OPEN_LICENCES or licence.startswith("MIT (cocoa code repo)")


def _annotated(call: dict[str, Any], gold: dict[str, Any]) -> LabelledCall:
    by_turn: dict[int, list[dict[str, Any]]] = {}
    for row in gold["sentences"]:
        by_turn.setdefault(row["turn"], []).append(row)
    turns = []
    for number, turn in enumerate(call["turns"]):
        sentences = [s.strip() for s in _ANNOTATED_END.split(turn["text"]) if s.strip()] or ["-"]
        labels: list[tuple[str, ...]] = [()] * len(sentences)
        for row in by_turn.get(number, []):
            place = _place(sentences, row)
            labels[place] = tuple(dict.fromkeys((*labels[place], *row["labels"])))
        turns.append(
            LabelledTurn(turn["role"], str(turn["speaker"]), tuple(sentences), tuple(labels))
        )
    return LabelledCall(call["id"], tuple(turns), {"form": "punctuated"})


def _place(sentences: list[str], row: dict[str, Any]) -> int:
    quote = row["quote"].strip()
    for number, sentence in enumerate(sentences):
        if sentence == quote:
            return number
    for number, sentence in enumerate(sentences):
        if quote in sentence or sentence in quote:
            return number
    return min(int(row["sentence"]), len(sentences) - 1)


def as_raw(call: LabelledCall, dice: random.Random) -> LabelledCall:
    """The call as speech recognition would write it: no marks, fillers, words lost and misheard."""
    noise = dice.choice((0.0, 0.01, 0.03))

    def sentence(text: str) -> str:
        text = _MARKS.sub(" ", text.lower().replace("’", "'"))
        words: list[str] = []
        for word in text.split():
            throw = dice.random()
            if throw < noise:
                words += (dice.choice(_FILLERS), word)
            elif throw < 1.6 * noise:
                words += (word, word)
            elif throw < 2.0 * noise:
                continue
            elif throw < 2.6 * noise:
                words.append(_HEARD.get(word, word))
            else:
                words.append(word)
        return " ".join(words) or "-"

    turns = tuple(replace(t, sentences=tuple(map(sentence, t.sentences))) for t in call.turns)
    return replace(call, turns=turns)


def batches(
    calls: Sequence[LabelledCall],
    dice: random.Random,
    *,
    windows_a_batch: int,
    raw_share: float,
    nameless_share: float,
) -> Iterator[Batch]:
    """One pass over the calls: cut anew, part of them made raw, part with roles to be guessed."""
    pieces = [
        piece
        for call in calls
        for piece in _pieces(
            as_raw(call, dice) if dice.random() < raw_share else call,
            nameless=dice.random() < nameless_share
            or not (call.labelled or call.taught is not None),
            owned=dice.randint(192, 352),
            first_owned=dice.randint(32, 320),
        )
    ]
    dice.shuffle(pieces)
    # Windows of like length share a batch, within stretches short enough to stay mixed.
    stretch = 24 * windows_a_batch
    groups = []
    for at in range(0, len(pieces), stretch):
        part = sorted(pieces[at : at + stretch], key=lambda p: len(p.ids))
        groups += [part[n : n + windows_a_batch] for n in range(0, len(part), windows_a_batch)]
    dice.shuffle(groups)
    for group in groups:
        if group:
            yield _batch(group)


def _pieces(
    call: LabelledCall, *, nameless: bool, owned: int, first_owned: int
) -> Iterator[_Piece]:
    texts = [" ".join(turn.sentences) for turn in call.turns]
    voices = {name: n for n, name in enumerate(dict.fromkeys(t.speaker for t in call.turns))}
    if nameless:
        last = len(SPEAKER_TOKENS) - 1
        markers = [SPEAKER_TOKENS[min(voices[t.speaker], last)] for t in call.turns]
    else:
        markers = [ROLE_TOKENS[t.role] for t in call.turns]
    stream = token_stream(texts, markers)
    spans, begins = [], np.zeros(len(stream.ids), bool)
    for (first, last), target in zip(sentence_tokens(call, stream), _targets(call), strict=True):
        if last > first and target is not None:
            begins[first] = True
            spans.append((first, last, target))
    for window in windows(stream, owned=owned, first_owned=first_owned):
        shift = window.offset - window.first
        inside = [s for s in spans if s[0] >= window.first and s[1] <= window.last]
        places = range(window.first, window.last)
        yield _Piece(
            window_ids(stream, window),
            [(a + shift, min(b, a + MAX_SENTENCE_TOKENS) + shift) for a, b, _ in inside],
            [target for _, _, target in inside],
            [
                (p + shift, int(begins[p]))
                for p in places
                if call.labelled and stream.word_start[p] and stream.start[p] > 0
            ],
            [
                (p + shift, ROLE_ORDER.index(call.turns[stream.turn[p]].role))
                for p in places
                if nameless and stream.start[p] < 0
            ],
        )


def sentence_tokens(call: LabelledCall, stream: TokenStream) -> list[tuple[int, int]]:
    """The tokens of each sentence of a call, half-open; none for one without a word."""
    marks = [*stream.markers.tolist(), len(stream.ids)]
    out: list[tuple[int, int]] = []
    for number, turn in enumerate(call.turns):
        a, b = marks[number] + 1, marks[number + 1]
        at, edges = 0, []
        for sentence in turn.sentences:
            edges.append(a + int(np.searchsorted(stream.start[a:b], at)))
            at += len(sentence) + 1
        out += zip(edges, [*edges[1:], b], strict=True)
    return out


def _targets(call: LabelledCall) -> Iterator[NDArray[np.float32] | None]:
    """What each sentence is to be judged as: by its labels, by a teacher, or half by each."""
    names = (labels for turn in call.turns for labels in turn.labels)
    for number, labels in enumerate(names):
        told = None if call.taught is None else call.taught[number]
        if not call.labelled:
            yield told
            continue
        target = np.zeros(len(LABELS), np.float32)
        target[[INDEX[label] for label in labels]] = 1.0
        if told is not None:
            share = np.where(np.abs(told - target) > TOO_FAR, 0.0, np.float32(TAUGHT_SHARE))
            target = ((1 - share) * target + share * told).astype(np.float32)
        yield target


def _batch(group: Sequence[_Piece]) -> Batch:
    # Few different shapes let the allocator use its memory again.
    longest = -(-max(len(p.ids) for p in group) // 32) * 32
    ids = torch.full((len(group), longest), PAD)
    mask = torch.zeros((len(group), longest), dtype=torch.int64)
    boundary = torch.full((len(group), longest), -1.0)
    for row, piece in enumerate(group):
        ids[row, : len(piece.ids)] = torch.tensor(piece.ids)
        mask[row, : len(piece.ids)] = 1
        for at, begins in piece.boundary:
            boundary[row, at] = begins
    spans = [(row, a, b) for row, piece in enumerate(group) for a, b in piece.spans]
    sides = [(row, a, side) for row, piece in enumerate(group) for a, side in piece.sides]
    span_grid = torch.tensor(spans, dtype=torch.int64).reshape(-1, 3)
    side_grid = torch.tensor(sides, dtype=torch.int64).reshape(-1, 3)
    return Batch(
        ids,
        mask,
        Spans(span_grid[:, 0], span_grid[:, 1], span_grid[:, 2]),
        torch.from_numpy(_stacked([t for p in group for t in p.targets])),
        boundary,
        side_grid[:, 0],
        side_grid[:, 1],
        side_grid[:, 2],
    )


def _stacked(targets: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.stack(targets) if targets else np.zeros((0, len(LABELS)), np.float32)
