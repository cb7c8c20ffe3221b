"""A call's page: the report in parts, so that the first of it is there at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from analyser.page_view import Facts, ReportView, Shown

PART: Final = 150
"""So many turns stand on the page at first; the others come part by part."""
FIRST: Final = 8
"""So many moments stand on the page at first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with the words that somebody seeks in it."""

    speaker: str
    where: str
    link: str
    text: str


class CallView(ReportView):
    """A report of which the turns around one are shown, and the first moments; all of it where
    it is ``whole``. Links to the rest lead to an address that shows it."""

    def __init__(self, report: Facts, *, turn: int = 0, whole: bool = False) -> None:
        super().__init__(report, "c", every_sentence=True)
        self.whole = whole
        if not whole:
            start = min(turn, max(0, len(self.turns) - 1)) // PART * PART
            self.shown = range(start, min(start + PART, len(self.turns)))

    @property
    def before(self) -> list[range]:
        """The turns before those that are shown, in parts."""
        return _cut(range(self.shown.start))

    @property
    def after(self) -> list[range]:
        """The turns after those that are shown, in parts."""
        return _cut(range(self.shown.stop, len(self.turns)))

    @cached_property
    def faults(self) -> list[Shown]:
        return [one for one in self.moments if one.facts["severity"] != "good"]

    @cached_property
    def praise(self) -> list[Shown]:
        return [one for one in self.moments if one.facts["severity"] == "good"]

    @property
    def first_faults(self) -> list[Shown]:
        return self.faults if self.whole else self.faults[:FIRST]

    @property
    def more_faults(self) -> list[Shown]:
        return self.faults[len(self.first_faults) :]

    @cached_property
    def _first_moments(self) -> frozenset[int]:
        chosen = self.moments if self.whole else self.first_faults
        return frozenset(one.number for one in chosen)

    def link(self, turn: int, sentence: int | None = None) -> str:
        """Where a sentence, or a turn, stands: on this page or on another that shows it."""
        place = super().link(turn, sentence)
        return place if turn in self.shown else f"?turn={turn}{place}"

    def moment_link(self, number: int) -> str:
        """Where a moment stands: on this page, or on the one with all of them."""
        place = super().moment_link(number)
        return place if number in self._first_moments else f"?whole=true{place}"

    def found(self, sought: str) -> Iterator[Found]:
        """The sentences with some words in them, whatever their case."""
        sought = sought.casefold().strip()
        for number, turn in enumerate(self.turns if sought else ()):
            for order, sentence in enumerate(turn["sentences"]):
                if sought in sentence["text"].casefold():
                    speaker = turn["speaker"] or "Speaker not named"
                    link = self.link(number, order)
                    yield Found(speaker, self.where(number), link, sentence["text"])


def _cut(turns: range) -> list[range]:
    return [turns[n : n + PART] for n in range(0, len(turns), PART)]
