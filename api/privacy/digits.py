"""Numbers as people say them, written as digits: "four two, double five, oh" as 42550."""

import re
from dataclasses import dataclass
from typing import Final

UNIT_WORDS: Final = "zero one two three four five six seven eight nine"
TEN_WORDS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS_WORDS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS: Final = {word: str(value) for value, word in enumerate(UNIT_WORDS.split())} | {
    "oh": "0",
    "o": "0",
    "nought": "0",
}
TEENS: Final = {word: str(value) for value, word in enumerate(TEN_WORDS.split(), start=10)}
TENS: Final = {word: str(value) for value, word in enumerate(TENS_WORDS.split(), start=2)}
TIMES: Final = {"double": 2, "triple": 3, "quadruple": 4}
BETWEEN: Final = frozenset({"um", "uh", "er", "erm", "dash", "hyphen", "space", "then", "and"})
FEWEST: Final = 7
"""Digits in a run that is worth a look: no number of a person is shorter."""

TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
NUMBER_WORD: Final = re.compile(rf"\b(?:{'|'.join([*UNITS, *TEENS, *TENS, *TIMES])})\b", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """``text`` with said numbers as digits; ``origins`` is the place in the original text, from
    and to, of each of its characters."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of ``text`` stands in the original."""
        return self.origins[start][0], self.origins[end - 1][1]


@dataclass(slots=True)
class _Run:
    """Digits in a row, each with its place."""

    digits: list[tuple[str, int, int]]
    words: int = 0
    end: int = 0


def written(text: str) -> Written | None:
    """The text with each run of said or spaced digits as one number; None where it has none.

    >>> written("it's four two, double five um oh one two").text
    "it's 4255012"
    >>> written("one or two people") is None
    True
    """
    out: list[str] = []
    origins: list[tuple[int, int]] = []
    done = 0
    for run in _runs(text):
        start, end = run.digits[0][1], run.digits[-1][2]
        out += text[done:start]
        origins += [(place, place + 1) for place in range(done, start)]
        out += [digit for digit, _, _ in run.digits]
        origins += [(first, last) for _, first, last in run.digits]
        done = end
    if not done:
        return None
    out += text[done:]
    origins += [(place, place + 1) for place in range(done, len(text))]
    return Written("".join(out), tuple(origins))


def _runs(text: str) -> list[_Run]:
    tokens = [(m.group().casefold(), *m.span()) for m in TOKEN.finditer(text)]
    found: list[_Run] = []
    run = _Run([])
    place = 0
    while place < len(tokens):
        digits, used = _digits(tokens, place)
        word, start, end = tokens[place]
        if digits:
            first, last = start, tokens[place + used - 1][2]
            run.digits += [(digit, first, last) for digit in digits]
            run.words += 1
            run.end = last
            place += used
            continue
        if run.digits and not _goes_on(text, word, start, end):
            found.append(run)
            run = _Run([])
        place += 1
    return [one for one in [*found, run] if len(one.digits) >= FEWEST and one.words > 1]


def _digits(tokens: list[tuple[str, int, int]], place: int) -> tuple[str, int]:
    """The digits that start at a token, and how many tokens they take; none: ``("", 1)``."""
    word = tokens[place][0]
    following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    if word.isascii() and word.isdecimal():
        return word, 1
    if word in UNITS:
        return UNITS[word], 1
    if word in TEENS:
        return TEENS[word], 1
    if word in TENS:
        if UNITS.get(following, "0") != "0":
            return TENS[word] + UNITS[following], 2
        return TENS[word] + "0", 1
    if word in TIMES and following in UNITS:
        return UNITS[following] * TIMES[word], 2
    return "", 1


def _goes_on(text: str, word: str, start: int, end: int) -> bool:
    """Whether a number may go on behind this: 1,200 is a quantity, "1, 2" are two digits."""
    if word in BETWEEN:
        return True
    spaced = end == len(text) or text[end].isspace()
    return word in "-()" or (word in ",.;" and spaced and start > 0)
