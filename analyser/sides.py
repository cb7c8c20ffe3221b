"""Who is on which side: stated in the file, known by e-mail domain, told by the user, or
inferred from the talk with a confidence. Below a threshold it stays unknown."""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from analyser.annotation import Speaker
from analyser.conversation import Conversation, Role, named_among
from analyser.errors import RoleError
from analyser.roles import company_of, stated_roles
from analyser.settings import Settings

EVIDENCE_WORDS: Final = 400
"""So many words of each speaker are looked at, from the start of the call."""

MAX_EVIDENCE_TURNS: Final = 400
NETWORK_SCALE: Final = 10.0
WORDS_WEIGHT: Final = 0.5
SHARPNESS: Final = 4.4
"""How the two witnesses are weighed: the network's log-odds, which its context makes all alike
within a call, count up to 1; those of the words go on. Fitted on calls held out from training."""

UNNAMED_SELLS: Final = 0.1
"""How likely somebody sells whom the user did not name beside those who do. Whoever names the
reps mostly names them all; a rule of thumb."""

MAX_JOINT: Final = 10
"""Up to so many undecided speakers are judged together: somebody sells and somebody buys."""


class SideReader(Protocol):
    """What judges talk without roles; see ``models.trained``. ``sides`` gives log-probabilities
    ``(n_turns, 3)`` for rep, customer, other; ``side_scores`` a score a voice, ``(n_voices,)``."""

    def sides(self, texts: Sequence[str], speakers: Sequence[int]) -> NDArray[np.float32]: ...
    def side_scores(self, voices: Sequence[Sequence[str]]) -> NDArray[np.float32]: ...


def settle_sides(
    conversation: Conversation, settings: Settings, reader: SideReader
) -> tuple[Speaker, ...]:
    """Every speaker with a role, or None where it cannot be told.

    Where ``settings.reps`` names somebody, the others buy, unless their talk says surely that they
    sell. Raises RoleError where it names nobody in the call.
    """
    settled: dict[str, Speaker] = {
        name: Speaker(name, role, origin, 1.0)
        for name, (role, origin) in stated_roles(conversation, settings.own_domains).items()
    }
    told = _told(conversation, settings.reps)
    for name in told:
        settled.setdefault(name, Speaker(name, Role.REP, "option", 1.0))
    open_names = [name for name in conversation.speakers if name not in settled]
    if open_names:
        known = {name: speaker.role for name, speaker in settled.items()}
        odds = _inferred(conversation, open_names, known, reader)
        for name in open_names:
            decided = _decided(name, odds.get(name, 0.5), settings.min_role_confidence)
            settled[name] = _unnamed(decided, odds.get(name, 0.5)) if told else decided
    return tuple(settled[name] for name in conversation.speakers)


def _told(conversation: Conversation, reps: Sequence[str]) -> list[str]:
    found = named_among(conversation.speakers, reps)
    if reps and not found:
        raise RoleError(
            f"{conversation.source or conversation.id}: expected one of the given reps among the "
            f"{len(conversation.speakers)} speakers, found none; `analyser convert` shows the names"
        )
    return found


def _decided(name: str, rep_probability: float, threshold: float) -> Speaker:
    confidence = max(rep_probability, 1 - rep_probability)
    if confidence < threshold:
        return Speaker(name, None, None, round(confidence, 3))
    role = Role.REP if rep_probability > 0.5 else Role.CUSTOMER
    return Speaker(name, role, "inferred", round(confidence, 3))


def _unnamed(decided: Speaker, rep_probability: float) -> Speaker:
    """Somebody whom the user did not name beside the reps: a customer where the talk leaves it open
    and being left unnamed makes that the likelier."""
    odds = rep_probability * UNNAMED_SELLS
    against = (1 - rep_probability) * (1 - UNNAMED_SELLS)
    if decided.role is not None or odds >= against:
        return decided
    return Speaker(decided.name, Role.CUSTOMER, "option", round(against / (odds + against), 3))


def _inferred(
    conversation: Conversation,
    names: list[str],
    known: Mapping[str, Role | None],
    reader: SideReader,
) -> dict[str, float]:
    """For each open name the probability that it sells."""
    if len(conversation.speakers) < 2:
        return {}
    scores = _scores(conversation, reader)
    teams = list(_teams(conversation, names).values())
    odds = [sum(scores[name] for name in team) / len(team) for team in teams]
    sells = _together(odds, Role.REP in known.values(), Role.CUSTOMER in known.values())
    return {name: p for team, p in zip(teams, sells, strict=True) for name in team}


def _teams(conversation: Conversation, names: list[str]) -> dict[str, list[str]]:
    """The names by company, where display names or e-mails tell it; the others alone."""
    emails = {person.name: person.email for person in conversation.participants}
    teams: dict[str, list[str]] = {}
    for number, name in enumerate(names):
        company = company_of(name, emails.get(name))
        teams.setdefault(f"company {company}" if company else f"voice {number}", []).append(name)
    return teams


def _together(odds: list[float], has_rep: bool, has_customer: bool) -> list[float]:
    """For each of the given odds the probability of selling, when somebody sells and somebody
    buys; very many are judged one by one."""
    if len(odds) > MAX_JOINT:
        return [_sigmoid(4 * one) for one in odds]
    weights: dict[tuple[bool, ...], float] = {}
    for sells in itertools.product((True, False), repeat=len(odds)):
        if (has_rep or any(sells)) and (has_customer or not all(sells)):
            weights[sells] = sum(s if rep else -s for rep, s in zip(sells, odds, strict=True))
    if not weights:
        return [0.5] * len(odds)
    top = max(weights.values())
    mass = {sells: math.exp(weight - top) for sells, weight in weights.items()}
    whole = sum(mass.values())
    return [sum(m for sells, m in mass.items() if sells[n]) / whole for n in range(len(odds))]


def _scores(conversation: Conversation, reader: SideReader) -> dict[str, float]:
    """Per speaker how much speaks for selling rather than buying, 0 for neither."""
    numbers = {name: n for n, name in enumerate(conversation.speakers)}
    words: Counter[str] = Counter()
    chosen: list[tuple[str, str]] = []
    for turn in conversation.turns:
        if turn.speaker is None or words[turn.speaker] >= EVIDENCE_WORDS:
            continue
        taken = turn.text.split()[:EVIDENCE_WORDS]
        words[turn.speaker] += len(taken)
        chosen.append((turn.speaker, " ".join(taken)))
        if len(chosen) >= MAX_EVIDENCE_TURNS:
            break
    sides = reader.sides([text for _, text in chosen], [numbers[name] for name, _ in chosen])
    heard = np.zeros(len(numbers))
    for (name, _), (rep, customer, _other) in zip(chosen, sides.tolist(), strict=True):
        heard[numbers[name]] += rep - customer
    voices = [[text for name, text in chosen if name == one] for one in numbers]
    said = reader.side_scores(voices).astype(np.float64)
    network = np.tanh((heard - heard.mean()) / NETWORK_SCALE)
    scores = SHARPNESS / 4 * (network + WORDS_WEIGHT * (said - said.mean()))
    return dict(zip(numbers, scores.tolist(), strict=True))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, value))))
