"""Hand in many calls, several at a time: what becomes of each, in the order of the inputs.

A file that cannot be taken is a failure among the results; trouble with the service itself (it is
gone, the key is not valid) is raised, for the next file would fare no better.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

import httpx

from analyser.batch.input import Input
from analyser.batch.tasks import CallFailure
from analyser.client.jobs import items_of, waited
from analyser.client.replies import Job, JobItem, KeptReport, Uploaded, value_of
from analyser.client.wire import Wire, told
from analyser.errors import InputTooLarge, NoAnswer, Refused, TranscriptError
from analyser.ingest import read_bytes
from analyser.transcripts.source import MAX_BYTES

Fields = Mapping[str, str | Sequence[str]]
Outcome = Uploaded | CallFailure
SERVICE: Final = (401, 403, 404, 421, 429, 502, 503, 504)
"""Answers that are about the service or the key, not about a file."""
SEVERAL: Final = "several-calls"
STALLED_SECONDS: Final = 900.0
"""A batch that is not done by then is told of as a failure; the service goes on with it."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """What became of the files that were handed in."""

    calls: tuple[Uploaded, ...]
    failures: tuple[CallFailure, ...]

    @classmethod
    def of(cls, found: Iterable[Outcome]) -> "Uploads":
        """Outcomes, sorted into calls and failures."""
        calls, failures = [], []
        for one in found:
            if isinstance(one, Uploaded):
                calls.append(one)
            else:
                failures.append(one)
        return cls(tuple(calls), tuple(failures))

    def __repr__(self) -> str:
        new = sum(call.is_new for call in self.calls)
        return f"Uploads({len(self.calls)} calls, {new} of them new, {len(self.failures)} failures)"


def uploaded(wire: Wire, one: Input, fields: Fields) -> list[Outcome]:
    """What became of a piece: an outcome for each call in it. Raises Refused, NoAnswer."""
    try:
        return [found for data, name in _files(one) for found in _sent(wire, name, data, fields)]
    except TranscriptError as error:
        return [CallFailure(one.name, type(error).__name__, str(error))]


def hand_in(wire: Wire, name: str, data: bytes, fields: Fields) -> Uploaded:
    """Hand in one call. Raises Refused, NoAnswer."""
    answer = _post(wire, "/v1/calls", [(name, data)], fields)
    call = answer.headers.get("Call-Id", "")
    facts = told(answer)
    report = KeptReport(call, facts) if "schema_version" in facts else None
    return Uploaded(name, call, answer.status_code == 201, report)


def hand_in_batch(wire: Wire, files: Sequence[tuple[str, bytes]], fields: Fields) -> Job:
    """Hand in files to be analysed behind the request. Raises Refused, NoAnswer."""
    return value_of(Job, told(_post(wire, "/v1/batches", files, fields)))


def failure_of(name: str, error: Refused | NoAnswer) -> CallFailure:
    """Why a file was not taken, under the name that it has here."""
    kind = "".join(part.title() for part in getattr(error, "kind", "").split("-"))
    return CallFailure(name, kind or type(error).__name__, _renamed(name, str(error)))


def _files(one: Input) -> Iterator[tuple[bytes, str]]:
    """A piece as files: as it is, or, where facts go with it, each call as the project's own
    JSON."""
    data = one.read()
    if len(data) > MAX_BYTES:
        raise InputTooLarge(f"{one.name}: expected at most {MAX_BYTES // 2**20} MB, found more")
    is_row = one.data is not None and one.call_id is not None
    if not one.meta and not is_row:
        yield data, one.name
        return
    for call in read_bytes(data, one.name, call_id=one.call_id):
        known = replace(call, meta={**call.meta, **one.meta})
        yield json.dumps(known.to_dict(), ensure_ascii=False, default=str).encode(), one.name


def _sent(wire: Wire, name: str, data: bytes, fields: Fields) -> list[Outcome]:
    try:
        try:
            return [replace(hand_in(wire, name, data, fields), report=None)]
        except Refused as error:
            if error.kind != SEVERAL:
                raise
        return _several(wire, name, data, fields)
    except (Refused, NoAnswer) as error:
        if _is_of_service(error):
            raise
        return [failure_of(name, error)]


def _is_of_service(error: Refused | NoAnswer) -> bool:
    return error.status in SERVICE if isinstance(error, Refused) else not error.reached


def _several(wire: Wire, name: str, data: bytes, fields: Fields) -> list[Outcome]:
    """A file of several calls goes in as a batch of its own, which is waited for."""
    job = waited(wire, hand_in_batch(wire, [(name, data)], fields), timeout=STALLED_SECONDS)
    return [_outcome(name, item) for item in items_of(wire, job.id)]


def _outcome(name: str, item: JobItem) -> Outcome:
    number = re.search(r" \(\d+\)$", item.name)
    named = name + number[0] if number else name
    if item.state == "done" and item.call is not None:
        return Uploaded(named, item.call, item.is_new)
    kind = (item.error_type or "").rpartition("#")[2]
    return failure_of(named, Refused(item.error_detail or "", status=422, kind=kind))


def _post(
    wire: Wire, path: str, files: Sequence[tuple[str, bytes]], fields: Fields
) -> httpx.Response:
    """Sent again under its Idempotency-Key, an upload is the same upload."""
    return wire.ask(
        "POST",
        path,
        again=True,
        files=[("file", (sendable(name), data)) for name, data in files],
        data=fields,
        headers={"Idempotency-Key": uuid4().hex},
    )


def sendable(name: str) -> str:
    """A file's name as a form can hold it: names of files need not be text.

    >>> sendable('jan/Zo\\udce9 "x".vtt')
    "jan/Zo? 'x'.vtt"
    """
    text = name.encode(errors="replace").decode().replace('"', "'")
    return "".join(c if c.isprintable() else "?" for c in text)


def _renamed(name: str, message: str) -> str:
    """A message of the service under our name of the file, which may have folders before it."""
    base = sendable(name).replace("\\", "/").rsplit("/", 1)[-1]
    told_of = message.removeprefix(f"{base}: ")
    return f"{name}: {told_of}"
