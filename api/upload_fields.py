"""The fields that may come with an upload, in its form or in the address."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from analyser.conversation import Participant, Role
from api.errors import BadUpload
from api.facts import MAX_CHARS, MAX_REPS, NO_FACTS, Facts

SINGLE: Final = (
    *("account", "opportunity", "date", "type", "outcome", "source_id"),
    *("id", "participants", "name"),
)
FIELDS: Final = frozenset({*SINGLE, "rep"})
MAX_PARTICIPANTS_CHARS: Final = 20_000

Text = Annotated[str | None, Field(max_length=MAX_CHARS)]


class ParticipantIn(BaseModel):
    """Somebody in the call: ``name`` as the transcript writes it."""

    model_config = ConfigDict(extra="forbid", str_max_length=MAX_CHARS)

    name: str
    role: Literal["rep", "customer", "other"] | None = None
    email: str | None = None


People = TypeAdapter(list[ParticipantIn])


class AddressFields(BaseModel):
    """The fields as the address may state them."""

    rep: Annotated[
        list[str],
        Field(
            max_length=MAX_REPS, description="names of the seller's people; the first one's call"
        ),
    ] = []
    id: Text = None
    account: Text = None
    opportunity: Text = None
    date: Annotated[Text, Field(description="ISO 8601")] = None
    type: Text = None
    outcome: Text = None
    source_id: Annotated[Text, Field(description="the id in the system it came from")] = None
    participants: Annotated[
        str | None,
        Field(
            max_length=MAX_PARTICIPANTS_CHARS,
            description='a JSON list of {"name", "role", "email"}',
        ),
    ] = None
    name: Annotated[Text, Field(description="the file's name, for a raw body")] = None

    def stated(self) -> dict[str, list[str]]:
        """What is stated, by field."""
        one = {name: getattr(self, name) for name in SINGLE}
        return {"rep": self.rep} | {name: [text] for name, text in one.items() if text is not None}


@dataclass(frozen=True, slots=True)
class UploadFields:
    """The options and facts of an upload; ``name`` is the file's where the body cannot say."""

    reps: tuple[str, ...] = ()
    call_id: str | None = None
    name: str | None = None
    facts: Facts = NO_FACTS


def fields_of(stated: Mapping[str, Iterable[str]]) -> UploadFields:
    """The fields by name, each with all that was stated under it. Raises BadUpload."""
    texts = {name: _texts(name, values) for name, values in stated.items() if name in FIELDS}
    for name in SINGLE:
        if len(texts.get(name, ())) > 1:
            raise BadUpload(f"{name}: expected one, found {len(texts[name])}")
    one = {name: values[0] for name, values in texts.items() if values}
    reps = texts.get("rep", ())
    if len(reps) > MAX_REPS:
        raise BadUpload(f"rep: expected at most {MAX_REPS} names, found {len(reps)}")
    facts = Facts(
        rep=reps[0] if reps else None,
        account=one.get("account"),
        opportunity=one.get("opportunity"),
        date=_date(one.get("date")),
        type=one.get("type"),
        outcome=one.get("outcome"),
        source_id=one.get("source_id"),
        participants=_people(one.get("participants")),
    )
    return UploadFields(reps, one.get("id"), one.get("name"), facts)


def _texts(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The values of a field, without those left empty in a page's form."""
    texts = tuple(" ".join(value.split()) for value in values if value.strip())
    limit = MAX_PARTICIPANTS_CHARS if name == "participants" else MAX_CHARS
    if any(len(text) > limit or not text.isprintable() for text in texts):
        raise BadUpload(f"{name}: expected printable text of at most {limit} characters")
    return texts


def _date(stated: str | None) -> str | None:
    if stated is not None:
        try:
            datetime.fromisoformat(stated)
        except ValueError as error:
            raise BadUpload(
                "date: expected ISO 8601, such as 2026-03-04 or 2026-03-04T10:00:00Z, found "
                "something else"
            ) from error
    return stated


def _people(stated: str | None) -> tuple[Participant, ...]:
    if stated is None:
        return ()
    try:
        found = People.validate_python(json.loads(stated))
    except (ValueError, RecursionError, ValidationError) as error:
        raise BadUpload(
            'participants: expected a JSON list of {"name", "role", "email"}, found something else'
        ) from error
    return tuple(
        Participant(person.name, Role(person.role) if person.role else None, person.email)
        for person in found
    )
