"""How far the rules about episodes agree with readers: what the rep did about each request, and
which runs of price cuts were premature."""

from collections.abc import Iterable
from dataclasses import dataclass

from analyser.annotation import AnnotatedCall, AnnotatedTurn, Sentence, Speaker
from analyser.conversation import Role
from analyser.episodes.price_cuts import price_cut_episodes
from analyser.episodes.requests import request_episodes
from models.fit_trust import written
from models.marked_calls import LabelledCall, LabelledTurn


@dataclass(frozen=True, slots=True)
class Agreement:
    """Episodes that both found (by their first turn), those judged alike, and all of either."""

    both: int
    alike: int
    found: int
    marked: int

    def line(self, what: str) -> str:
        found = 2 * self.both / max(1, self.found + self.marked)
        share = self.alike / max(1, self.both)
        return f"{what} F1 {found:.3f}, {self.alike} of {self.both} judged alike ({share:.3f})"


def request_agreement(pairs: Iterable[tuple[LabelledCall, AnnotatedCall]]) -> Agreement:
    """What the rep did about requests: readers' marks, and the rules' on the call beside it."""
    return _agreement(
        (
            {n: turn.request for n, turn in enumerate(call.turns) if turn.request},
            {one.act.turn: one.response.value for one in request_episodes(read)},
        )
        for call, read in pairs
    )


def cut_agreement(pairs: Iterable[tuple[LabelledCall, AnnotatedCall]]) -> Agreement:
    """Which runs of cuts were premature: readers' marks, and the rules' on the call beside it."""
    return _agreement(
        (
            {n: turn.cut for n, turn in enumerate(call.turns) if turn.cut},
            {
                one.act.turn: "premature" if one.premature else "earned"
                for one in price_cut_episodes(read)
            },
        )
        for call, read in pairs
    )


def _agreement(pairs: Iterable[tuple[dict[int, str], dict[int, str]]]) -> Agreement:
    both = alike = all_found = all_marked = 0
    for marked, found in pairs:
        shared = marked.keys() & found.keys()
        both += len(shared)
        alike += sum(marked[turn] == found[turn] for turn in shared)
        all_found += len(found)
        all_marked += len(marked)
    return Agreement(both, alike, all_found, all_marked)


def as_labelled(call: LabelledCall) -> AnnotatedCall:
    """A call with the acts that its readers labelled, as sure as can be."""
    sides = {turn.speaker: Role(turn.role) for turn in call.turns}
    return AnnotatedCall(
        written(call),
        tuple(Speaker(name, role, "stated", 1.0) for name, role in sides.items()),
        tuple(map(_turn, call.turns)),
    )


def _turn(turn: LabelledTurn) -> AnnotatedTurn:
    sentences, at = [], 0
    for words, labels in zip(turn.sentences, turn.labels, strict=True):
        sentences.append(Sentence(at, at + len(words), words, dict.fromkeys(labels, 1.0)))
        at += len(words) + 1
    return AnnotatedTurn(
        turn.speaker, Role(turn.role), " ".join(turn.sentences), tuple(sentences), None, None
    )
