"""Rows of talk in JSON of no known tool: which column is the text, who speaks, which side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analyser.conversation import Participant, Role
from analyser.transcripts.json_fields import Row, email_of, id_of, rows
from analyser.transcripts.role_words import role_word, roles_by_words
from analyser.transcripts.row_times import is_time_key, plain_key, spans_of_rows
from analyser.transcripts.segments import Segment, clean_speaker

STRONG_TEXT: Final = (
    *("text", "transcript", "utterance", "sentence", "transcription", "dialogue", "turntext"),
    *("speech", "spokentext", "rawtext", "displaytext", "snippet", "said", "quote"),
)
WEAK_TEXT: Final = ("content", "message", "body", "value", "line", "caption", "words", "word")
NESTED_TEXT: Final = ("words", "sentences", "segments", "lines", "phrases", "elements", "content")
NAMES: Final = (
    *("speakername", "speakerdisplayname", "displayname", "participantname", "sendername"),
    *("authorname", "fullname", "username"),
)
STRONG_SPEAKER: Final = (
    *("speaker", "speakerlabel", "who", "interlocutor", "character", "participant", "party"),
    *("sender", "author", "actor", "agentorcustomer", "speakerrole", "role", "participantrole"),
    *("speakerid", "participantid", "partyid", "senderid", "speakertag", "speakertype"),
    *("recordingattendeeid", "attendeeid", "attendee"),
)
WEAK_SPEAKER: Final = ("name", "from", "user", "source", "tag", "channel", "channelid", "userid")
_ROLE_FIELDS: Final = (
    *("role", "speakerrole", "speakertype", "affiliation", "speakeraffiliation", "side"),
    *("participantrole", "partyrole", "party", "type", "speaker"),
)
_SELLER_FLAGS: Final = ("isrep", "isagent", "isinternal", "issalesrep", "isseller")
_BUYER_FLAGS: Final = ("iscustomer", "isexternal", "isprospect", "isclient", "isbuyer")
_DIRECTORIES: Final = ("speakers", "participants", "attendees", "parties", "people", "speakermap")
_IDS: Final = ("id", "speakerid", "participantid", "userid", "label", "speaker", "index", "tag")


@dataclass(frozen=True, slots=True)
class Talker:
    """Who a row says is speaking."""

    label: str | None
    role: Role | None = None
    email: str | None = None


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with plain column names; of two alike, the first that holds something."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        if found.get(name := plain_key(key)) in (None, "", [], {}):
            found[name] = value
    return found


def text_of(row: Mapping[str, Any]) -> str:
    """The words of a row with plain names: a text column, or its pieces put together."""
    for name in (*STRONG_TEXT, *WEAK_TEXT):
        if isinstance(value := row.get(name), str) and value.strip():
            return value
    for name in (*NESTED_TEXT, *STRONG_TEXT, *WEAK_TEXT):
        value = row.get(name)
        if isinstance(value, dict):
            value = [value]
        if isinstance(value, list) and (text := " ".join(_pieces(value)).strip()):
            return text
    return ""


def _pieces(listed: Sequence[object]) -> Iterator[str]:
    for piece in listed:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, dict):
            named = plain(piece)
            names = ("punctuatedword", "text", "word", "content", "value", "sentence")
            texts = (named[n] for n in names if isinstance(named.get(n), str))
            yield next(texts, "")


def talker_of(row: Mapping[str, Any], known: Mapping[str, Talker]) -> Talker:
    """Who speaks in a row with plain names, with what the directory knows of them."""
    name = next((n for key in NAMES if (n := clean_speaker(id_of(row.get(key))))), None)
    values = [row[key] for key in (*STRONG_SPEAKER, *WEAK_SPEAKER) if row.get(key) is not None]
    talkers = [t for value in values if (t := _talker(value, known)).label]
    role = stated_role(row) or next((t.role for t in talkers if t.role), None)
    email = email_of(row.get("email")) or next((t.email for t in talkers if t.email), None)
    first = talkers[0].label if talkers else None
    own = clean_speaker(id_of(row.get("name")))
    if name is None and own and not role_word(own) and role_word(first):
        name = own
    stated = next((row[key] for key in _ROLE_FIELDS if role_word(row.get(key))), None)
    return Talker(name or first or own or clean_speaker(stated), role, email)


def _talker(value: object, known: Mapping[str, Talker]) -> Talker:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        return _person(value, known)
    label = clean_speaker(id_of(value))
    return known.get(label.casefold(), Talker(label)) if label else Talker(None)


def _person(value: Row, known: Mapping[str, Talker]) -> Talker:
    named = plain(value)
    email = email_of(named.get("email")) or email_of(named.get("emailaddress"))
    for key in (*NAMES, "name", "label", "email", "role", *_IDS):
        if label := clean_speaker(id_of(named.get(key))):
            found = known.get(label.casefold(), Talker(label))
            return Talker(found.label, stated_role(named) or found.role, email or found.email)
    return Talker(None)


def stated_role(row: Mapping[str, Any]) -> Role | None:
    """The side that a row with plain names states in a role field or a flag."""
    for key in _SELLER_FLAGS:
        if isinstance(row.get(key), bool):
            return Role.REP if row[key] else Role.CUSTOMER
    for key in _BUYER_FLAGS:
        if isinstance(row.get(key), bool):
            return Role.CUSTOMER if row[key] else Role.REP
    return next((role for key in _ROLE_FIELDS if (role := role_word(row.get(key)))), None)


def directory(around: Iterable[Mapping[str, Any]]) -> dict[str, Talker]:
    """People by id and by name in lower case, from the lists that stand around the talk."""
    known: dict[str, Talker] = {}
    for outer in around:
        named = plain(outer)
        for key in _DIRECTORIES:
            listed = named.get(key)
            for person in rows(listed):
                _enter(known, person)
            for label, person in listed.items() if isinstance(listed, dict) else ():
                _enter(known, {"label": label, **_as_person(person)})
    return known


def _as_person(value: object) -> Row:
    return value if isinstance(value, dict) else {"name": id_of(value)}


def _enter(known: dict[str, Talker], person: Row) -> None:
    named = plain(person)
    label = next((n for k in (*NAMES, "name") if (n := clean_speaker(id_of(named.get(k))))), None)
    email = email_of(named.get("email")) or email_of(named.get("emailaddress"))
    role = stated_role(named)
    for key in (*_IDS, *NAMES, "name"):
        own = clean_speaker(id_of(named.get(key)))
        if own and own.casefold() not in known:
            # A role word stays the label: the rows call the person so.
            keep = role_word(own) is not None
            stated = role or role_word(own)
            known[own.casefold()] = Talker(own if keep else label or own, stated, email)


def is_role_key(key: str) -> bool:
    """Whether a column is named after a side, as in ``{"agent": "...", "caller": "..."}``."""
    named = plain_key(key)
    return named in {"caller", "user", "assistant"} or role_word(key) in (Role.REP, Role.CUSTOMER)


def said_by_key(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who says what in a row whose columns are the speakers; empty for any other row."""
    if any(plain_key(key) in STRONG_TEXT for key in row):
        return []
    others = [key for key in row if not is_time_key(key) and plain_key(key) not in _IDS]
    said = [(key, row[key]) for key in others if isinstance(row[key], str) and row[key].strip()]
    if len(said) != len(others) or not said:
        return []
    return said if len(said) == 1 or all(is_role_key(key) for key, _ in said) else []


def segments_of_rows(
    listed: Sequence[Row], around: Iterable[Mapping[str, Any]] = ()
) -> tuple[list[Segment], list[Participant]]:
    """The talk of the rows, one segment a row, and what they say about the people."""
    known = directory(around)
    kept = [row for row in listed if not _is_unfinished(row)]
    said: list[tuple[Talker, str, Row]] = []
    for row in kept:
        named = plain(row)
        if text := text_of(named):
            said.append((talker_of(named, known), text, row))
        else:
            pairs = said_by_key(row)
            said += [(known.get(k.casefold(), Talker(k)), t, row) for k, t in pairs]
    spans = spans_of_rows([_timed(row) for *_, row in said], [text for _, text, _ in said])
    sides = roles_by_words(t.label for t, _, _ in said if t.label)
    segments = [
        Segment(text, talker.label, start, end, _side(talker, sides))
        for (talker, text, _), (start, end) in zip(said, spans, strict=True)
    ]
    people = [
        Participant(t.label, t.role or sides.get(t.label), t.email) for t, _, _ in said if t.label
    ]
    return segments, list(dict.fromkeys(people))


def _side(talker: Talker, sides: Mapping[str, Role]) -> Role | None:
    """The stated side; a machine that talks with the customer is the seller's, not a bystander."""
    stated = None if talker.role is Role.OTHER else talker.role
    return stated or sides.get(talker.label or "") or talker.role


def _is_unfinished(row: Row) -> bool:
    return row.get("is_final") is False or row.get("isFinal") is False


def _timed(row: Row) -> Row:
    """The row, with the times of its first and last piece where it has none of its own."""
    if any(is_time_key(key) and value is not None for key, value in row.items()):
        return row
    for name in NESTED_TEXT:
        pieces = rows(row.get(name))
        if pieces:
            last = {k: v for k, v in pieces[-1].items() if plain_key(k).startswith(("end", "stop"))}
            begun = {k: v for k, v in pieces[0].items() if is_time_key(k) and k not in last}
            return {**begun, **last}
    return row
