"""Read training calls from marked lines.

    # w03-007 | kind=discovery | form=punctuated
    R Ann: Right, so. [question.open+probe.why: Why's the end of March the date?]
    C Raj: Um, audit. [request: Could you get it live before then?] {request:jumped}
    ratings trust=24 price=null

One turn a line: R (rep), C (customer) or O (other), the speaker, a colon, the talk. A labelled
sentence stands in brackets, an unlabelled one bare; `` | `` parts sentences where no mark does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyser.codebook import CUSTOMER_LABELS, LABELS, QUESTION_KINDS, REP_LABELS

ROLES: Final = {"R": "rep", "C": "customer", "O": "other"}
RESPONSES: Final = ("probed", "jumped", "deferred", "declined", "ignored")

_TURN: Final = re.compile(r"([RCO]) ([^:]{1,40}):\s*(.*)$")
_PIECE: Final = re.compile(r"\[([a-z.+]+):\s*([^\[\]]+)\]")
_EPISODE: Final = re.compile(r"\{(request|cut):([a-z]+)\}")
_BARE_END: Final = re.compile(r"\s*\|\s*|(?<=[.?!…])[\"')]*\s+(?=[\"'(]?[A-Z0-9$£€₹])")


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """One turn: its role, speaker, sentences and, for each sentence, its labels."""

    role: str
    speaker: str
    sentences: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    request: str | None = None
    cut: str | None = None

    @property
    def text(self) -> str:
        """The talk of the turn."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class LabelledCall:
    """A call with its labels. ``ratings`` are 0 to 100, None where the matter never came up.

    Without ``labelled`` only roles are known, and bare sentences say nothing. ``taught`` is what a
    teacher makes of the sentences: probabilities float32 ``(n_sentences, n_labels)``.
    """

    id: str
    turns: tuple[LabelledTurn, ...]
    meta: dict[str, str] = field(default_factory=dict)
    ratings: dict[str, int | None] = field(default_factory=dict)
    labelled: bool = True
    taught: NDArray[np.float32] | None = field(default=None, compare=False)


def read_folder(folder: Path) -> list[LabelledCall]:
    """The calls of all ``*.txt`` files of a folder, in order of file name."""
    return [
        call
        for path in sorted(folder.glob("*.txt"))
        for call in read_lines(path.read_text(encoding="utf-8").splitlines(), path.name)
    ]


def read_lines(lines: Iterable[str], where: str = "lines") -> Iterator[LabelledCall]:
    """The calls in marked lines. Raises ValueError, which names the place and the rule broken."""
    head: tuple[str, dict[str, str]] | None = None
    turns: list[LabelledTurn] = []
    ratings: dict[str, int | None] = {}
    for number, raw in enumerate(lines, 1):
        line, place = raw.strip(), f"{where}:{number}"
        if not line or line.startswith("//"):
            continue
        if line.startswith("#"):
            if head and turns:
                yield LabelledCall(head[0], tuple(turns), head[1], ratings)
            name, *fields = (part.strip() for part in line[1:].split("|"))
            head, turns, ratings = (name, dict(f.split("=", 1) for f in fields if "=" in f)), [], {}
        elif line.startswith("ratings "):
            pairs = (pair.split("=") for pair in line.split()[1:])
            ratings = {key: None if value == "null" else int(value) for key, value in pairs}
        else:
            turns.append(_turn(line, place))
    if head and turns:
        yield LabelledCall(head[0], tuple(turns), head[1], ratings)


def _turn(line: str, place: str) -> LabelledTurn:
    match = _TURN.match(line)
    if not match:
        raise ValueError(f"{place}: expected `R|C|O Name: talk`")
    side, speaker, talk = match.groups()
    marks: dict[str, str] = dict(_EPISODE.findall(talk))
    if marks.get("request", "probed") not in RESPONSES:
        raise ValueError(f"{place}: expected a request marked {', '.join(RESPONSES)}")
    if marks.get("cut", "earned") not in ("premature", "earned"):
        raise ValueError(f"{place}: expected a cut marked premature or earned")
    sentences, labels = [], []
    for sentence, names in _pieces(re.sub(r"\{[^}]*\}", "", talk)):
        _check(names, side, place)
        sentences.append(sentence)
        labels.append(names)
    if not sentences or any(mark in s for s in sentences for mark in "[]{}|"):
        raise ValueError(f"{place}: expected talk without stray marks, found some or no talk")
    return LabelledTurn(
        ROLES[side],
        speaker.strip(),
        tuple(sentences),
        tuple(labels),
        marks.get("request"),
        marks.get("cut"),
    )


def _pieces(talk: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    at = 0
    for match in _PIECE.finditer(talk):
        yield from ((s, ()) for s in _bare(talk[at : match.start()]))
        yield match.group(2).strip(" |"), tuple(match.group(1).split("+"))
        at = match.end()
    yield from ((s, ()) for s in _bare(talk[at:]))


def _bare(text: str) -> list[str]:
    return [part.strip() for part in _BARE_END.split(text) if part.strip(" |")]


def _check(names: tuple[str, ...], side: str, place: str) -> None:
    allowed = {"R": REP_LABELS, "C": CUSTOMER_LABELS, "O": frozenset(LABELS)}[side]
    if wrong := [name for name in names if name not in allowed]:
        raise ValueError(f"{place}: {ROLES[side]} sentences cannot bear {', '.join(wrong)}")
    if sum(name in QUESTION_KINDS for name in names) > 1:
        raise ValueError(f"{place}: at most one kind of question stands on a sentence")
    if "price.trade" in names and "price.cut" not in names:
        raise ValueError(f"{place}: price.trade stands together with price.cut")
