"""A call without what need not be kept: each personal fact as a word in brackets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from analyser.conversation import Conversation, Participant, Turn
from api.privacy.finders import Span, find
from api.privacy.kinds import Kind, Kinds
from api.privacy.names import Mentions, aliases

SHORT_WORDS: Final = 8
"""Somebody may say so many words in between while another goes on with a number."""
BEFORE_TURNS: Final = 2
LONG_CHARS: Final = 20_000
"""Longer talk is looked at in pieces, turn by turn."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A turn's place in the joined talk of one speaker."""

    turn: int
    start: int
    end: int


def redact(
    call: Conversation,
    kinds: Kinds,
    sellers: Iterable[str] = (),
    own_domains: Iterable[str] = (),
) -> Conversation:
    """The call with every fact of these kinds replaced: ``[card]``, ``[email]``, ``Person 1``.

    The seller's people keep their names, as far as they are known. A part of a number that lies
    in one turn is replaced there; what has nothing personal in it is the same as before.
    """
    if not kinds:
        return call
    texts = [turn.text for turn in call.turns]
    for turn, spans in spans_by_turn(call, kinds).items():
        texts[turn] = replaced(texts[turn], spans)
    turns = tuple(replace(turn, text=text) for turn, text in zip(call.turns, texts, strict=True))
    redacted = replace(call, turns=turns, **_beside(call, kinds))
    if Kind.NAME in kinds:
        redacted = _without_names(redacted, aliases(call, sellers, own_domains))
    return redacted


def redacted_words(
    call: Conversation,
    kinds: Kinds,
    sellers: Iterable[str] = (),
    own_domains: Iterable[str] = (),
) -> Callable[[str], str]:
    """What somebody wrote about a call, as ``redact`` leaves the call itself."""
    people = aliases(call, sellers, own_domains) if Kind.NAME in kinds else {}
    mentions = Mentions(people, is_raw=False)
    return lambda text: mentions.replaced(replaced(text, find(text, kinds)))


def replaced(text: str, spans: Iterable[Span]) -> str:
    """A text with spans, in order and without overlaps, as words in brackets."""
    out, done = "", 0
    for span in spans:
        out += f"{text[done : span.start]}[{span.kind}]"
        done = span.end
    return out + text[done:]


def spans_by_turn(call: Conversation, kinds: Kinds) -> dict[int, list[Span]]:
    """The facts in the talk, by turn; one that goes over turns has a part in each."""
    out: dict[int, list[Span]] = {}
    for parts in _stretches(call.turns):
        text = " ".join(call.turns[part.turn].text for part in parts)
        first = parts[0].turn
        before = call.turns[max(0, first - BEFORE_TURNS) : first]
        asked = _asked(call.turns, parts)
        said = " ".join([*(turn.text for turn in before), *asked])
        for span in find(text, kinds, said):
            for part in parts:
                start, end = max(span.start, part.start), min(span.end, part.end)
                if start < end:
                    local = Span(start - part.start, end - part.start, span.kind)
                    out.setdefault(part.turn, []).append(local)
    return {turn: sorted(spans) for turn, spans in out.items()}


def _asked(turns: tuple[Turn, ...], parts: list[_Part]) -> Iterator[str]:
    """What others said in between."""
    own = {part.turn for part in parts}
    for place in range(parts[0].turn, parts[-1].turn):
        if place not in own:
            yield turns[place].text


def _stretches(turns: tuple[Turn, ...]) -> Iterator[list[_Part]]:
    """The turns of one speaker that others break with a few words at most."""
    open_parts: dict[str | None, list[_Part]] = {}
    for place, turn in enumerate(turns):
        parts = open_parts.get(turn.speaker, [])
        between = turns[parts[-1].turn + 1 : place] if parts else ()
        words = sum(len(other.text.split()) for other in between)
        if parts and (words > SHORT_WORDS or parts[-1].end > LONG_CHARS):
            yield parts
            parts = []
        start = parts[-1].end + 1 if parts else 0
        open_parts[turn.speaker] = [*parts, _Part(place, start, start + len(turn.text))]
    yield from open_parts.values()


def _beside(call: Conversation, kinds: Kinds) -> dict[str, Any]:
    """What stands beside the talk, without these facts."""

    def clean(value: Any, depth: int = 0) -> Any:
        if isinstance(value, str):
            return replaced(value, find(value, kinds))
        if depth < 20 and isinstance(value, Mapping):
            return {clean(key, depth + 1): clean(one, depth + 1) for key, one in value.items()}
        if depth < 20 and isinstance(value, list | tuple):
            return [clean(one, depth + 1) for one in value]
        return value

    dates = {name: call.meta[name] for name in ("date",) if name in call.meta}
    people = tuple(_person(one, kinds) for one in call.participants)
    return {
        "id": clean(call.id),
        "meta": {**clean(dict(call.meta)), **dates},
        "participants": people,
        "source": clean(call.source),
    }


def _person(person: Participant, kinds: Kinds) -> Participant:
    """The domain of an address tells the side, and stays."""
    if person.email is None or Kind.EMAIL not in kinds:
        return person
    return replace(person, email=f"redacted@{person.email.rpartition('@')[2]}")


def _without_names(call: Conversation, names: dict[str, str]) -> Conversation:
    is_raw = not any(c.isupper() for turn in call.turns for c in turn.text)
    people = Mentions(names, is_raw=is_raw)
    beside = Mentions(names, is_raw=False)
    turns = tuple(
        replace(
            turn,
            text=people.replaced(turn.text),
            speaker=names.get(turn.speaker or "", turn.speaker),
        )
        for turn in call.turns
    )
    participants = tuple(
        replace(person, name=names.get(person.name, person.name), email=_nobody(person, names))
        for person in call.participants
    )
    meta = {
        key: beside.replaced(value) if isinstance(value, str) else value
        for key, value in call.meta.items()
        if key != "participants"
    }
    return replace(
        call,
        id=beside.replaced(call.id),
        source=beside.replaced(call.source),
        turns=turns,
        participants=participants,
        meta=meta,
    )


def _nobody(person: Participant, names: dict[str, str]) -> str | None:
    if person.email is None or person.name not in names:
        return person.email
    return f"redacted@{person.email.rpartition('@')[2]}"
