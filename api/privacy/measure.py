"""How much of what is personal is found, and how much of what is found is personal:
``python -m api.privacy.measure``."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from analyser.conversation import Conversation, Turn
from api.privacy.finders import Span
from api.privacy.kinds import Kind
from api.privacy.names import Mentions, aliases
from api.privacy.redaction import spans_by_turn

TALK: Final = Path(__file__).parents[2] / "data" / "redaction" / "talk.txt"
SELLERS: Final = ("Ann Lee",)
MARK: Final = re.compile(rf"\[({'|'.join(Kind)}): ([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one kind. A fact is found where all of it is covered, whatever it was taken for;
    a find is right where it touches a fact."""

    facts: int
    found: int
    finds: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.finds if self.finds else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.facts if self.facts else 1.0


@dataclass(slots=True)
class Counts:
    facts: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    finds: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def labelled(path: Path = TALK) -> Iterator[tuple[Conversation, list[list[Span]]]]:
    """The talks with the marked facts of each turn."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        turns, facts = [], []
        for line in block.splitlines():
            speaker, _, marked = line.partition(": ")
            text, spans = unmarked(marked)
            turns.append(Turn(speaker, text))
            facts.append(spans)
        yield Conversation("talk", tuple(turns)), facts


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """The text of a marked line, and its facts.

    >>> unmarked("it is [card: 42].")
    ('it is 42.', [Span(start=6, end=8, kind=<Kind.CARD: 'card'>)])
    """
    text, done = "", 0
    spans: list[Span] = []
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), Kind(mark[1])))
        text += mark[2]
        done = mark.end()
    return text + marked[done:], spans


def measured(path: Path = TALK) -> tuple[dict[Kind, Tally], list[str]]:
    """The tally of each kind, and what went wrong, in words."""
    counts = Counts()
    everything = frozenset(Kind) - {Kind.NAME}
    for call, facts in labelled(path):
        by_turn = spans_by_turn(call, everything)
        names = name_spans(call)
        for place, expected in enumerate(facts):
            finds = [*by_turn.get(place, []), *names[place]]
            _count(counts, call.turns[place].text, expected, finds)
    tallies = {
        kind: Tally(
            *(one[kind] for one in (counts.facts, counts.found, counts.finds, counts.right))
        )
        for kind in Kind
    }
    return tallies, counts.wrong


def name_spans(call: Conversation) -> list[list[Span]]:
    """Where the call's customers are named."""
    is_raw = not any(c.isupper() for turn in call.turns for c in turn.text)
    people = Mentions(aliases(call, SELLERS, ()), is_raw=is_raw)
    return [[Span(*place, Kind.NAME) for place in people.places(turn.text)] for turn in call.turns]


def _count(counts: Counts, text: str, expected: list[Span], finds: list[Span]) -> None:
    for fact in expected:
        covered = {place for one in finds for place in range(one.start, one.end)}
        said = {place for place in range(fact.start, fact.end) if text[place].isalnum()}
        counts.facts[fact.kind] += 1
        if said <= covered:
            counts.found[fact.kind] += 1
        else:
            counts.wrong.append(f"missed {fact.kind}: {text[fact.start : fact.end]}")
    for one in finds:
        counts.finds[one.kind] += 1
        if any(one.start < fact.end and fact.start < one.end for fact in expected):
            counts.right[one.kind] += 1
        else:
            counts.wrong.append(f"too much {one.kind}: {text[one.start : one.end]}")


def main() -> None:
    """Print the figures, and each miss."""
    tallies, wrong = measured()
    out = sys.stdout
    out.write(f"{'kind':10}{'facts':>6}{'recall':>8}{'finds':>7}{'precision':>11}\n")
    for kind, one in tallies.items():
        out.write(f"{kind:10}{one.facts:6}{one.recall:8.2f}{one.finds:7}{one.precision:11.2f}\n")
    out.writelines(f"{line}\n" for line in wrong)


if __name__ == "__main__":
    main()
