"""How much each side talks: by measured time where the file gives it, else by words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from analyser.annotation import AnnotatedCall, AnnotatedTurn
from analyser.conversation import Role

WORDS_PER_SECOND: Final = 2.6
"""Some 155 words a minute. Used only to estimate, and labelled so."""

MEASURED_SHARE: Final = 0.9
"""Times count as measured when so many of the words stand in turns with a start and an end."""

BACKCHANNEL_WORDS: Final = 3
"""Turns no longer than this ("mm, right") do not end the other's stretch of talk."""


def is_backchannel(turn: AnnotatedTurn) -> bool:
    """Whether a turn only shows that its speaker listens: few words that do nothing."""
    return turn.words <= BACKCHANNEL_WORDS and not any(s.labels for s in turn.sentences)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One side's talk that the other did not break but by back-channels.

    ``turn`` is where it starts, ``words`` and ``seconds`` (None where not measured) its length.
    """

    role: Role
    turn: int
    words: int
    seconds: float | None


def timing_of(call: AnnotatedCall) -> str:
    """``measured``, ``estimated`` (starts only, or times on some turns) or ``none``.

    Measured means start and end on nearly all talk.
    """
    total = sum(turn.words for turn in call.turns)
    timed = sum(turn.words for turn in call.turns if seconds_of(turn) is not None)
    if total and timed >= MEASURED_SHARE * total:
        return "measured"
    return "estimated" if any(turn.start is not None for turn in call.turns) else "none"


def seconds_of(turn: AnnotatedTurn) -> float | None:
    """Length of a turn in seconds, None where not given or backwards."""
    if turn.start is None or turn.end is None or turn.end <= turn.start:
        return None
    return turn.end - turn.start


def amount(turn: AnnotatedTurn, *, measured: bool) -> float:
    """A turn's talk: seconds where measured (estimated from words where one lacks), else words."""
    if not measured:
        return float(turn.words)
    seconds = seconds_of(turn)
    return turn.words / WORDS_PER_SECOND if seconds is None else seconds


def rep_share(turns: tuple[AnnotatedTurn, ...], *, measured: bool) -> float | None:
    """The rep's share of the talk of both sides, 0 to 1; None without any talk."""
    rep = sum(amount(t, measured=measured) for t in turns if t.role is Role.REP)
    customer = sum(amount(t, measured=measured) for t in turns if t.role is Role.CUSTOMER)
    return rep / (rep + customer) if rep + customer else None


def unsided_share(turns: tuple[AnnotatedTurn, ...], *, measured: bool) -> float:
    """The share of people whose side is not known in all talk but that of third parties, 0 to 1."""
    talk = [(t.role, amount(t, measured=measured)) for t in turns if t.role is not Role.OTHER]
    total = sum(length for _, length in talk)
    return sum(length for role, length in talk if role is None) / total if total else 0.0


def stretches(call: AnnotatedCall) -> Iterator[Stretch]:
    """The stretches of talk in order; a back-channel of the other side does not break one."""
    measured = timing_of(call) == "measured"
    current: Stretch | None = None
    for number, turn in enumerate(call.turns):
        if turn.role not in (Role.REP, Role.CUSTOMER):
            continue
        seconds = amount(turn, measured=True) if measured else None
        if current is None:
            current = Stretch(turn.role, number, turn.words, seconds)
        elif turn.role is current.role:
            longer = None if seconds is None else (current.seconds or 0.0) + seconds
            current = Stretch(current.role, current.turn, current.words + turn.words, longer)
        elif turn.words > BACKCHANNEL_WORDS:
            yield current
            current = Stretch(turn.role, number, turn.words, seconds)
    if current is not None:
        yield current
