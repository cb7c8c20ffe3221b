"""What stands between the talk and its measures: who said what, and which acts it performs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from analyser.codebook import known
from analyser.conversation import Conversation, Role


@dataclass(frozen=True, slots=True)
class Act:
    """One codebook label on one sentence. ``turn`` and ``sentence`` count from 0."""

    turn: int
    sentence: int
    label: str
    probability: float

    @property
    def place(self) -> tuple[int, int]:
        """Turn and sentence: acts and sentences sort by it in the order of the talk."""
        return self.turn, self.sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn: characters ``start`` to ``end``, half-open, in the turn's text."""

    start: int
    end: int
    text: str
    labels: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnotatedTurn:
    """A turn with its role as settled (None: cannot tell) and its sentences.

    ``start`` and ``end`` are seconds, None where the file gives none; ``words`` is their number.
    """

    speaker: str | None
    role: Role | None
    text: str
    sentences: tuple[Sentence, ...]
    start: float | None = None
    end: float | None = None
    words: int = field(init=False)

    def __post_init__(self) -> None:
        # Counted once: signals ask for it over and over.
        object.__setattr__(self, "words", len(self.text.split()))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in the call. ``role_from`` is ``stated``, ``domain``, ``option`` or
    ``inferred``, None with a role of None; ``role_confidence`` 0 to 1."""

    name: str
    role: Role | None
    role_from: str | None
    role_confidence: float


@dataclass(frozen=True)
class AnnotatedCall:
    """A call whose roles, sentences and acts are settled; signals read nothing else."""

    conversation: Conversation
    speakers: tuple[Speaker, ...]
    turns: tuple[AnnotatedTurn, ...]

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """All acts in the order of the talk."""
        return tuple(
            Act(t, s, label, probability)
            for t, turn in enumerate(self.turns)
            for s, sentence in enumerate(turn.sentences)
            for label, probability in sentence.labels.items()
        )

    @cached_property
    def _by_label(self) -> dict[str, tuple[Act, ...]]:
        found: dict[str, list[Act]] = {}
        for act in self.acts:
            found.setdefault(act.label, []).append(act)
        return {label: tuple(acts) for label, acts in found.items()}

    @cached_property
    def _found(self) -> dict[tuple[tuple[str, ...], Role | None], tuple[Act, ...]]:
        """What was looked for before: episodes ask the same for each request."""
        return {}

    @cached_property
    def words_before(self) -> tuple[int, ...]:
        """The call's words before each turn, and last all of them."""
        return tuple(accumulate((turn.words for turn in self.turns), initial=0))

    def find(self, *names: str, by: Role | None = None) -> tuple[Act, ...]:
        """The acts of the named labels or groups of labels (``"price"``), in order.

        Raises ValueError for a name that the codebook lacks.
        """
        if (names, by) not in self._found:
            labels = {label for name in names for label in known(name)}
            acts = [act for label in labels for act in self._by_label.get(label, ())]
            if by is not None:
                acts = [act for act in acts if self.turns[act.turn].role is by]
            ordered = tuple(sorted(acts, key=lambda act: (act.place, act.label)))
            self._found[names, by] = ordered
        return self._found[names, by]

    def labels_of(self, turn: int) -> frozenset[str]:
        """All labels on a turn's sentences."""
        return frozenset(name for s in self.turns[turn].sentences for name in s.labels)

    def quote(self, turn: int, sentence: int) -> str:
        """The words of a sentence."""
        return self.turns[turn].sentences[sentence].text

    def turns_by(self, role: Role) -> Iterator[tuple[int, AnnotatedTurn]]:
        """The turns of one side with their numbers."""
        return ((n, turn) for n, turn in enumerate(self.turns) if turn.role is role)

    @cached_property
    def both_sides_known(self) -> bool:
        """Whether there is a rep and a customer, without whom hardly anything can be said."""
        roles = {turn.role for turn in self.turns}
        return Role.REP in roles and Role.CUSTOMER in roles
