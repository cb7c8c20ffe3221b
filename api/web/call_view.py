"""A call's page: the report in parts, so that the first of it is there at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from analyser.page import words as page_words
from analyser.page.view import Facts, ReportView, Shown

PART: Final = 150
"""So many turns stand on the page at first; the others come part by part."""
PART_CHARS: Final = 40_000
"""Where turns are long, fewer are a part."""
FIRST: Final = 8
"""So many moments stand on the page at first."""
FIRST_ROWS: Final = 12
"""So many requests, price cuts and commitments stand on the page at first."""
FOUND_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with the words that somebody seeks in it."""

    speaker: str
    where: str
    link: str
    text: str


class CallView(ReportView):
    """A report of which the turns around one are shown, and the first moments, rows and people;
    all of it where it is ``whole``. Links to the rest lead to an address that shows it."""

    def __init__(self, report: Facts, *, turn: int = 0, whole: bool = False) -> None:
        super().__init__(report, "c", every_sentence=True)
        self.whole = whole
        self.part = range(len(self.turns))
        if whole:
            self.most_people = len(report["participants"])
        else:
            parts = self.parts_of_talk
            self.part = next((one for one in parts if turn < one.stop), parts[-1])
        self.shown = self.part

    @cached_property
    def parts_of_talk(self) -> list[range]:
        """All turns, cut into parts: one at least."""
        stops, chars = [0], 0
        for number, turn in enumerate(self.turns):
            size = len(turn["text"])
            if number - stops[-1] == PART or (chars and chars + size > PART_CHARS):
                stops.append(number)
                chars = 0
            chars += size
        return [range(a, b) for a, b in pairwise([*stops, len(self.turns)])]

    @property
    def before(self) -> list[range]:
        """The turns before those that are shown, in parts."""
        return [one for one in self.parts_of_talk if one.stop <= self.part.start]

    @property
    def after(self) -> list[range]:
        """The turns after those that are shown, in parts."""
        return [one for one in self.parts_of_talk if one.start >= self.part.stop]

    def rows(self, name: str) -> Sequence[Facts]:
        """The rows of a table that stand on the page."""
        rows = super().rows(name)
        return rows if self.whole else rows[:FIRST_ROWS]

    def more_rows(self, name: str) -> Sequence[Facts]:
        """Those that do not."""
        return super().rows(name)[len(self.rows(name)) :]

    @property
    def more_people(self) -> Sequence[Facts]:
        """Those who spoke and do not stand on the page."""
        return self.people[self.most_people :]

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
                    speaker = page_words.speaker(turn["speaker"])
                    link = self.link(number, order)
                    yield Found(speaker, self.where(number), link, sentence["text"])
