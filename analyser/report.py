"""The report of one call and its one JSON form."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from analyser.annotation import AnnotatedCall, AnnotatedTurn, Speaker
from analyser.call_types import CallType
from analyser.episodes.commitments import Commitment
from analyser.episodes.price_runs import PriceRun
from analyser.episodes.requests import RequestEpisode
from analyser.page.words import cannot_tell
from analyser.profile import Profile
from analyser.reading import Moment, Reading, Signal
from analyser.scoring import Trust
from analyser.talk_time import timing_of
from analyser.transcripts.times import number

SCHEMA_VERSION: Final = "1"


@dataclass(frozen=True, slots=True)
class MeasuredSignal:
    """A signal with its reading and its score (0 to 100, or None)."""

    signal: Signal
    reading: Reading
    score: float | None


@dataclass(frozen=True)
class CallReport:
    """Everything that is said about a call. ``to_dict`` is the one JSON form."""

    call: AnnotatedCall
    model: str
    profile: Profile
    call_type: CallType
    language: str
    signals: Mapping[str, MeasuredSignal]
    trust: Trust
    moments: tuple[tuple[str, Moment], ...]
    requests: tuple[RequestEpisode, ...]
    price_cuts: tuple[PriceRun, ...]
    commitments: tuple[Commitment, ...]
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.call.conversation.id

    def to_dict(self) -> dict[str, Any]:
        """The report in the shape of schema version 1; ``/openapi.json`` spells it out."""
        call = self.call
        return {
            "schema_version": SCHEMA_VERSION,
            "id": self.id,
            "source": call.conversation.source,
            "model": self.model,
            "profile": {"name": self.profile.name, "hash": self.profile.hash},
            "language": self.language,
            "call_type": {
                "name": self.call_type.name,
                "from": self.call_type.origin,
                "confidence": self.call_type.confidence,
            },
            "duration_s": _duration(call),
            "timing": timing_of(call),
            "meta": dict(call.conversation.meta),
            "warnings": list(self.warnings),
            "participants": _participants(call),
            "trust_score": self.trust.score,
            "trust": {
                "absent_because": self.trust.absent_because,
                "base": self.trust.base,
                "contributions": dict(self.trust.contributions),
                "capped_by": self.trust.capped_by,
                "interval": None if self.trust.interval is None else list(self.trust.interval),
                "evidence_share": self.trust.evidence_share,
            },
            "signals": {name: _signal(measured) for name, measured in self.signals.items()},
            "moments": [self._moment(name, moment) for name, moment in self.moments],
            "requests": [self._request(episode) for episode in self.requests],
            "price_cuts": [self._price_cut(episode) for episode in self.price_cuts],
            "commitments": [self._commitment(one) for one in self.commitments],
            "turns": [_turn(turn) for turn in call.turns],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON text; the same report gives the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def _repr_html_(self) -> str:
        """The report for people, in a frame, as notebooks show it."""
        from analyser.page.document import framed

        return framed([self.to_dict()])

    def _moment(self, name: str, moment: Moment) -> dict[str, Any]:
        key = f"{self.id}\0{moment.kind}\0{moment.turn}\0{moment.sentence}"
        return {
            "id": hashlib.sha256(key.encode()).hexdigest()[:16],
            "kind": moment.kind,
            "signal": name,
            "turn": moment.turn,
            "sentence": moment.sentence,
            "start_s": self.call.turns[moment.turn].start,
            "severity": moment.severity.value,
            "quote": self.call.quote(moment.turn, moment.sentence),
            "because": moment.because,
            "instead": moment.instead,
            "confidence": round(moment.confidence, 3),
        }

    def _request(self, episode: RequestEpisode) -> dict[str, Any]:
        return {
            "turn": episode.act.turn,
            "sentence": episode.act.sentence,
            "response": episode.response.value,
            "response_turn": episode.response_turn,
            "quote": self.call.quote(*episode.act.place),
        }

    def _price_cut(self, run: PriceRun) -> dict[str, Any]:
        episode = run.episode
        return {
            "turn": episode.act.turn,
            "sentence": episode.act.sentence,
            "premature": episode.premature,
            "probed": episode.probed,
            "traded": episode.traded,
            "prompted": episode.prompted,
            "size_share": run.size_share,
            "turns_to_cut": run.turns_to_cut,
            "cuts": len(episode.cuts),
            "quote": self.call.quote(*episode.act.place),
        }

    def _commitment(self, one: Commitment) -> dict[str, Any]:
        return {
            "turn": one.turn,
            "sentence": one.sentence,
            "by": one.by.value,
            "speaker": one.speaker,
            "what": one.what,
            "due": None if one.due is None else one.due.isoformat(),
            "due_text": one.due_text,
            "to": one.to,
            "certainty": one.certainty.value,
            "quote": self.call.quote(one.turn, one.sentence),
        }


def _duration(call: AnnotatedCall) -> float | None:
    ends = [t.end if t.end is not None else t.start for t in call.turns]
    known = [end for end in ends if end is not None]
    stated = call.conversation.meta.get("duration_s")
    if known:
        return round(max(known), 3)
    return number(stated)


def _participants(call: AnnotatedCall) -> list[dict[str, Any]]:
    words: dict[str | None, int] = {}
    for turn in call.turns:
        words[turn.speaker] = words.get(turn.speaker, 0) + turn.words
    total = sum(words.values()) or 1
    return [_participant(speaker, words.get(speaker.name, 0), total) for speaker in call.speakers]


def _participant(speaker: Speaker, words: int, total: int) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "role": None if speaker.role is None else speaker.role.value,
        "role_from": speaker.role_from,
        "role_confidence": speaker.role_confidence,
        "words": words,
        "talk_share": round(words / total, 4),
    }


def _signal(measured: MeasuredSignal) -> dict[str, Any]:
    reading = measured.reading
    return {
        "score": measured.score,
        "value": reading.value,
        "unit": reading.unit or measured.signal.unit,
        "absent_because": reading.absent_because,
        "summary": reading.summary or cannot_tell(reading.absent_because),
        "principle": measured.signal.principle,
        "n": reading.n,
        "details": dict(reading.details),
    }


def _turn(turn: AnnotatedTurn) -> dict[str, Any]:
    return {
        "speaker": turn.speaker,
        "role": None if turn.role is None else turn.role.value,
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
        "sentences": [
            {
                "start_char": sentence.start,
                "end_char": sentence.end,
                "text": sentence.text,
                "labels": dict(sentence.labels),
            }
            for sentence in turn.sentences
        ],
    }
