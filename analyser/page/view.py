"""What the HTML report shows of a report: its facts, put in order and into words.

Nothing is measured here: every figure is the report's own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import accumulate, groupby
from typing import Any, Final

from analyser.page import words
from analyser.page.timeline import Timeline, timeline
from analyser.reading import Signal, counted
from analyser.signals import all_signals

Facts = Mapping[str, Any]

LISTS: Final = ("moments", "requests", "price_cuts", "commitments")
"""What of a report leads to its sentences."""

LONGEST_TITLE: Final = 160
MOST_PEOPLE: Final = 12
"""So many people stand on the page at first."""
OPEN_CHARS: Final = 3_000
"""Of a long turn, sentences up to about here stand open; the rest unfolds."""
LONG_CHARS: Final = 4_000
"""A turn is long from here on: to unfold a line or two would be a nuisance."""
MOST_ASKED: Final = 80
"""With more requests than these, those that lie side by side in the picture share a mark."""
TENTH: Final = Decimal("0.1")
NO_TRUST: Final[Facts] = {
    "absent_because": None,
    "base": 50.0,
    "contributions": {},
    "capped_by": 0.0,
    "interval": None,
}


@dataclass(frozen=True, slots=True)
class Part:
    """What adds to, or takes from, the trust score, from ``before`` on; ``points`` are rounded
    so that the parts shown add up to the score shown."""

    name: str
    before: Decimal
    points: Decimal

    @property
    def shown(self) -> str:
        sign = "+" if self.points > 0 else "\u2212" if self.points < 0 else "\u00b1"
        return f"{sign}{abs(self.points)}"


@dataclass(frozen=True, slots=True)
class Card:
    """A signal of the report. ``help`` is what the shelf says about it, None for a signal that
    this version does not know."""

    name: str
    facts: Facts
    help: Signal | None

    @property
    def figures(self) -> list[tuple[str, str]]:
        details = self.facts.get("details") or {}
        return [(words.spaced(k), words.figure_words(k, v)) for k, v in details.items()]


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment: its number, the sentence it links to, and where it lies in the picture."""

    number: int
    facts: Facts
    link: str
    where: str
    at: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in the picture, or several side by side: where it was asked and answered (None:
    never), what the rep did (empty where not always the same), where it stands, and what to say."""

    at: float
    to: float | None
    response: str
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a turn's text. ``anchor`` is None where nothing leads to it; ``plain`` says that
    it bears nothing."""

    text: str
    anchor: str | None = None
    labels: str = ""
    moments: tuple[Shown, ...] = ()
    plain: bool = False


class ReportView:
    """One report of a page; ``key`` keeps its anchors apart from those of the others. With
    ``every_sentence`` each sentence can be linked to, else those that bear something. ``shown``
    are the turns that stand on the page; of more than ``most_turns`` those that are linked to,
    and ``left_out`` counts the others."""

    most_people = MOST_PEOPLE

    def __init__(
        self,
        report: Facts,
        key: str,
        *,
        every_sentence: bool = False,
        most_turns: int | None = None,
    ) -> None:
        self.report = report
        self.key = key
        self.every_sentence = every_sentence
        self.turns: Sequence[Facts] = report["turns"]
        self.shown: Sequence[int] = range(len(self.turns))
        self.left_out = 0
        if most_turns is not None and len(self.turns) > most_turns:
            self.shown = self._linked_turns
            self.left_out = len(self.turns) - len(self.shown)

    @cached_property
    def timeline(self) -> Timeline | None:
        return timeline(self.turns, self.report["timing"])

    @property
    def title(self) -> str:
        title = str(self.meta.get("title") or self.report["id"])
        return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"

    @property
    def meta(self) -> Facts:
        return self.report.get("meta") or {}

    @property
    def trust(self) -> Facts:
        return {**NO_TRUST, **(self.report.get("trust") or {})}

    @property
    def language(self) -> str:
        """The talk's language for ``lang``; empty (not known) where it is no language code."""
        code = str(self.report["language"])
        return code if re.fullmatch(r"[a-z]{2,3}", code) else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known about the call, as pairs of name and text."""
        meta, report = self.meta, self.report
        seconds = report["duration_s"]
        known = (
            ("Call", report["id"] if self.title != report["id"] else None),
            ("Date", words.day(str(meta["date"])) if meta.get("date") else None),
            ("Account", meta.get("account")),
            ("Kind", words.call_type(meta.get("call_type"), report.get("call_type") or {})),
            ("Length", words.length(seconds) if seconds is not None else None),
            ("Times", words.TIMINGS.get(report["timing"], report["timing"])),
            ("Read from", report["source"]),
            ("Model", report["model"]),
            ("Scored by", words.profile(report.get("profile") or {})),
        )
        return [(name, str(text)) for name, text in known if text]

    @property
    def grave(self) -> int:
        return sum(moment["severity"] == "high" for moment in self.report["moments"])

    @property
    def untold(self) -> str:
        """Why nothing at all could be told of the call, else empty."""
        signals = self.report["signals"].values()
        reasons = {s["absent_because"] if s["value"] is None else None for s in signals}
        return words.cannot_tell(reasons.pop()) if len(reasons) == 1 and None not in reasons else ""

    @property
    def marked(self) -> bool:
        return any(sentence["labels"] for turn in self.turns for sentence in turn["sentences"])

    @property
    def parts(self) -> list[Part]:
        """The parts of the trust score, the weightiest first, then what holds it down.

        Each is rounded with what the ones before it left over, so that they add up.
        """
        score = self.report["trust_score"]
        if score is None:
            return []
        given = sorted(self.trust["contributions"].items(), key=lambda item: -abs(item[1]))
        named = [(words.signal_words(name), Decimal(str(points))) for name, points in given]
        if self.trust["capped_by"]:
            named.append(("Held down: serious breaches", -Decimal(str(self.trust["capped_by"]))))
        return list(_adding_up(named, Decimal(str(self.trust["base"])), Decimal(str(score))))

    @property
    def cards(self) -> list[Card]:
        """The signals, those first that move trust most, those that cannot be told last."""
        shelf, given = all_signals(), self.trust["contributions"]

        def order(item: tuple[str, Facts]) -> tuple[bool, float]:
            name, facts = item
            return facts["value"] is None, -abs(given.get(name, 0.0))

        signals = sorted(self.report["signals"].items(), key=order)
        return [Card(name, facts, shelf.get(name)) for name, facts in signals]

    @cached_property
    def moments(self) -> list[Shown]:
        """The moments in the report's order: gravest first, praise last."""
        return [
            Shown(
                number,
                facts,
                self.link(facts["turn"], facts["sentence"]),
                self.where(facts["turn"]),
                self._at(facts["turn"], facts["sentence"]),
            )
            for number, facts in enumerate(self.report["moments"], 1)
        ]

    @property
    def asked(self) -> Iterator[Asked]:
        """The requests in the picture; none where there is no picture."""
        found = list(self.report["requests"]) if self.timeline else []
        many = len(found) > MOST_ASKED
        for _, some in groupby(
            enumerate(found), lambda one: self._mark(one[1]) if many else one[0]
        ):
            yield self._asked([request for _, request in some])

    def _mark(self, request: Facts) -> int:
        """Which of the places for marks a request is nearest to."""
        at = self._at(request["turn"], request["sentence"]) or 0.0
        return int(at * MOST_ASKED / 100)

    def _asked(self, some: Sequence[Facts]) -> Asked:
        first, responses = some[0], Counter(one["response"] for one in some)
        at = self._at(first["turn"], first["sentence"]) or 0.0
        ends = [
            self._at(one["response_turn"], 0) for one in some if one["response_turn"] is not None
        ]
        link, where = self.link(first["turn"], first["sentence"]), self.where(first["turn"])
        title = f"Asked, {where}: {words.response_words(first['response'])}"
        if len(some) > 1:
            told = (f"{n} {words.response_words(name)}" for name, n in responses.most_common())
            title = f"{len(some)} asked, from {where} on: {', '.join(told)}"
        response = first["response"] if len(responses) == 1 else ""
        return Asked(
            at, max((to for to in ends if to is not None), default=None), response, link, title
        )

    @property
    def people(self) -> Sequence[Facts]:
        """Those who spoke; of very many, those who spoke most come first."""
        people: Sequence[Facts] = self.report["participants"]
        if len(people) <= MOST_PEOPLE:
            return people
        return sorted(people, key=lambda one: -one["words"])

    def rows(self, name: str) -> Sequence[Facts]:
        """The ``requests``, ``price_cuts`` or ``commitments`` that stand on the page."""
        found: Sequence[Facts] = self.report[name]
        return found

    def anchor(self, turn: int, sentence: int) -> str:
        """The id of a sentence, or of its turn where the turn has no such sentence."""
        if sentence < len(self.turns[turn]["sentences"]):
            return f"{self.key}-t{turn}-s{sentence}"
        return f"{self.key}-t{turn}"

    def link(self, turn: int, sentence: int | None = None) -> str:
        """Where a sentence, or a turn, stands."""
        place = f"{self.key}-t{turn}" if sentence is None else self.anchor(turn, sentence)
        return f"#{place}"

    def moment_link(self, number: int) -> str:
        """Where a moment stands."""
        return f"#{self.key}-m{number}"

    def where(self, turn: int) -> str:
        """A place for people: the time where the file has it, else the number of the turn."""
        start = self.turns[turn]["start"]
        return f"turn {turn + 1}" if start is None else words.clock(start)

    def _at(self, turn: int, sentence: int) -> float | None:
        if self.timeline is None:
            return None
        facts = self.turns[turn]
        pieces = facts["sentences"]
        start = pieces[sentence]["start_char"] if sentence < len(pieces) else 0
        return self.timeline.place(turn, min(1.0, start / max(1, len(facts["text"]))))

    @cached_property
    def _moments_at(self) -> dict[str, list[Shown]]:
        found: dict[str, list[Shown]] = {}
        for moment in self.moments:
            anchor = self.anchor(moment.facts["turn"], moment.facts["sentence"])
            found.setdefault(anchor, []).append(moment)
        return found

    @cached_property
    def _linked(self) -> set[str]:
        """The sentences that something on the page links to."""
        return {self.anchor(x["turn"], x["sentence"]) for name in LISTS for x in self.report[name]}

    @property
    def _linked_turns(self) -> list[int]:
        found = {x["turn"] for name in LISTS for x in self.report[name]}
        answers = {x["response_turn"] for x in self.report["requests"]} - {None}
        return sorted(found | answers)

    def pieces(self, number: int) -> Iterator[Piece]:
        """A turn's whole text in pieces; sentences that bear something are pieces of their own."""
        turn = self.turns[number]
        text, done = turn["text"], 0
        for order, sentence in enumerate(turn["sentences"]):
            anchor = self.anchor(number, order)
            plain = not sentence["labels"] and anchor not in self._linked
            if plain and not self.every_sentence:
                continue
            start = max(done, min(sentence["start_char"], len(text)))
            end = max(start, min(sentence["end_char"], len(text)))
            if start > done:
                yield Piece(text[done:start])
            labels = ", ".join(words.label_words(label) for label in sentence["labels"])
            moments = tuple(self._moments_at.get(anchor, ()))
            yield Piece(text[start:end], anchor, labels, moments, plain=plain)
            done = end
        if done < len(text):
            yield Piece(text[done:])

    def opening(self, number: int) -> tuple[list[Piece], list[Piece]]:
        """A turn's pieces: those that stand open, and those that unfold where it is long."""
        pieces = list(self.pieces(number))
        if len(self.turns[number]["text"]) < LONG_CHARS:
            return pieces, []
        ends = list(accumulate(len(piece.text) for piece in pieces))
        last = next(n for n, end in enumerate(ends) if end >= OPEN_CHARS)
        whole = pieces[last]
        cut = whole.text.rfind(" ", 0, OPEN_CHARS - ends[last] + len(whole.text)) + 1
        if ends[last] < LONG_CHARS or not cut:
            return pieces[: last + 1], pieces[last + 1 :]
        # A sentence without an end: what of it unfolds is bare text.
        head, tail = replace(whole, text=whole.text[:cut]), Piece(whole.text[cut:])
        return [*pieces[:last], head], [tail, *pieces[last + 1 :]]

    def rest_words(self, rest: Sequence[Piece]) -> str:
        """What unfolds, for people."""
        count = sum(len(piece.text.split()) for piece in rest)
        moments = sum(len(piece.moments) for piece in rest)
        with_moments = f", with {counted(moments, 'moment')}" if moments else ""
        return f"Show the other {counted(count, 'word')}{with_moments}"


def _adding_up(named: list[tuple[str, Decimal]], base: Decimal, score: Decimal) -> Iterator[Part]:
    exact = shown = base
    for number, (name, points) in enumerate(named, 1):
        exact += points
        rounded = exact.quantize(TENTH, ROUND_HALF_EVEN)
        if number == len(named) and abs(score - rounded) <= TENTH:
            rounded = score.quantize(TENTH)
        yield Part(name, shown, (rounded - shown).quantize(TENTH))
        shown = rounded
    if shown != score:
        yield Part("Rounding and limits", shown, (score - shown).quantize(TENTH))
