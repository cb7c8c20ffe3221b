"""What a signal is and what it hands back: a reading with the moments that prove it."""

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analyser.annotation import AnnotatedCall


class Severity(StrEnum):
    """How much a moment matters to trust; ``good`` ones deserve praise."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Moment:
    """A place to look at. ``because`` says what happened there, ``instead`` what would have
    served trust better (empty for good moments); ``confidence`` is 0 to 1. ``weight`` ranks it
    among those of its severity. ``also_turn`` is another turn of the same episode, such as the
    answer to a request: moments that share a turn can be one for a coach."""

    kind: str
    turn: int
    sentence: int
    severity: Severity
    because: str
    instead: str = ""
    confidence: float = 1.0
    weight: float = 1.0
    also_turn: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A signal's reading of one call.

    ``value`` is in the signal's unit, None where it cannot be told: then ``absent_because`` says
    why. ``n`` counts what the value rests on. ``details`` holds further named figures.
    """

    value: float | None
    n: int = 0
    summary: str = ""
    moments: tuple[Moment, ...] = ()
    unit: str | None = None
    absent_because: str | None = None
    details: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.value is None) != (self.absent_because is not None):
            raise ValueError("a reading has either a value or the reason why it is absent")

    @classmethod
    def absent(cls, because: str, *, moments: tuple[Moment, ...] = ()) -> "Reading":
        """No evidence, and why; moments that were seen all the same may come along."""
        return cls(None, absent_because=because, moments=moments)


ROLES_UNKNOWN = "cannot tell who is the rep and who the customer"


@dataclass(frozen=True, slots=True)
class Signal:
    """A measured principle. ``help`` is the module's docstring, which coaches read: what it
    measures, then ``Unit:``, ``Formula:``, ``Limits:`` and ``Source:``."""

    name: str
    principle: str
    unit: str
    help: str
    read: Callable[[AnnotatedCall], Reading]

    def measure(self, call: AnnotatedCall) -> Reading:
        """The reading of a call; absent where nobody knows who sells."""
        if not call.both_sides_known:
            return Reading.absent(ROLES_UNKNOWN)
        return self.read(call)

    def __call__(self, call: AnnotatedCall) -> Reading:
        return self.measure(call)

    def part(self, heading: str) -> str:
        """The text under ``Limits:``, ``Source:``, ``Unit:`` or ``Formula:`` in the help."""
        found = re.search(rf"^{heading}:\s+(.*?)(?=^\w+:\s|^\s*$|\Z)", self.help, re.M | re.S)
        return " ".join(found.group(1).split()) if found else ""

    @property
    def about(self) -> str:
        """The help before its headings."""
        return re.split(r"^\w+:\s", self.help, maxsplit=1, flags=re.M)[0].strip()


def signal(*, principle: str, unit: str) -> Callable[[Callable[[AnnotatedCall], Reading]], Signal]:
    """Make a signal of a function: its name is the function's, its help the module's docstring."""

    def make(read: Callable[[AnnotatedCall], Reading]) -> Signal:
        text = inspect.getdoc(sys.modules[read.__module__]) or ""
        return Signal(read.__name__, principle, unit, text, read)

    return make


def percent(share: float) -> str:
    """A share for people.

    >>> percent(0.43)
    '43 %'
    """
    return f"{round(100 * share)} %"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "cut"), counted(2, "probe")
    ('1 cut', '2 probes')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
