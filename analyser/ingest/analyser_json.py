"""The project's own JSON: one call as ``{"id", "meta", "turns": [...]}``, or one a line."""

from collections.abc import Mapping
from typing import Any

from analyser.conversation import Participant, Role, Turn
from analyser.errors import DamagedInput
from analyser.transcripts.segments import clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_call(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("turns"), list)
        and all(isinstance(t, dict) and "text" in t for t in value["turns"][:3])
    )


def _recognises(source: Source) -> bool:
    data = source.json
    return _is_call(data) or (isinstance(data, list) and bool(data) and _is_call(data[0]))


def _read(source: Source) -> list[RawCall]:
    data = source.json
    return [call_of(row, source.name) for row in (data if isinstance(data, list) else [data])]


def call_of(data: object, where: str) -> RawCall:
    """One call from its parsed JSON. Raises DamagedInput, which names the turn."""
    if not isinstance(data, dict) or not isinstance(data.get("turns"), list):
        raise DamagedInput(
            f'{where}: expected a call as {{"turns": [...]}}, found {type(data).__name__}'
        )
    turns = tuple(_turn(row, f"{where}: turn {n}") for n, row in enumerate(data["turns"]))
    found = data.get("meta")
    meta: dict[str, Any] = dict(found) if isinstance(found, Mapping) else {}
    listed = meta.pop("participants", None)
    people = tuple(_people(listed if isinstance(listed, list) else []))
    call_id = data.get("id")
    return RawCall(turns, meta, people, None if call_id in (None, "") else str(call_id))


def _turn(row: object, where: str) -> Turn:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise DamagedInput(f'{where}: expected an object with a "text" string')
    role = row.get("role")
    if role not in (None, "", *Role):
        raise DamagedInput(f"{where}: expected role rep, customer or other, or none")
    return Turn(
        clean_speaker(row.get("speaker")),
        row["text"],
        Role(role) if role else None,
        number(row.get("start")),
        number(row.get("end")),
    )


def _people(rows: list[object]) -> list[Participant]:
    people = []
    for row in rows:
        if isinstance(row, dict) and (name := clean_speaker(row.get("name"))):
            role = row.get("role")
            email = row.get("email")
            people.append(
                Participant(
                    name,
                    Role(role) if role in tuple(Role) else None,
                    email if isinstance(email, str) else None,
                )
            )
    return people


analyser_json = TranscriptFormat("The project's own JSON", 20, _recognises, _read)
