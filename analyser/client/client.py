"""A service from Python: hand in calls, read what was found, say what is right."""

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, Unpack
from urllib.parse import quote

from analyser.bars import bar
from analyser.batch.frames import rows_given
from analyser.batch.input import Input, is_transcript
from analyser.batch.inputs import places
from analyser.batch.many import Run, analyse_all
from analyser.batch.mixed_inputs import Inputs, count_of, inputs_in
from analyser.batch.tables import CallTables
from analyser.client.choices import AnewChoice, CallChoice, Facts, MomentChoice, OneCall, stated
from analyser.client.jobs import items_of, job_of, pages, waited
from analyser.client.kept import KeptCalls
from analyser.client.replies import (
    Job,
    JobItem,
    KeptMoment,
    KeptReport,
    Session,
    Uploaded,
    Verdict,
    value_of,
)
from analyser.client.side_by_side import side_by_side
from analyser.client.uploads import Outcome, Uploads, hand_in, hand_in_batch, uploaded
from analyser.client.verdicts import Judged, judge, judge_rows
from analyser.client.wire import Wire, in_the_clear
from analyser.conversation import Conversation
from analyser.errors import SettingsError
from analyser.one_call import OneCall as OneInput
from analyser.one_call import json_of
from analyser.settings import Settings
from analyser.writers import whole

if TYPE_CHECKING:
    import pandas as pd

KEY: Final = "TRUST_ANALYSER_KEY"
URL: Final = "http://127.0.0.1:8000"
AT_A_TIME: Final = 4
MOST_FILES: Final = 1_000
"""In one batch, as the service takes them."""


class Client:
    """A service at ``url``, asked with an API key: ``key``, else TRUST_ANALYSER_KEY, else none.

    ``timeout``: seconds that an answer may take. A service that is busy is asked again, with
    ``patience`` seconds of waiting in all. One client may be used by several threads. Every method
    raises Refused where the service says no, NoAnswer where it does not answer.
    """

    def __init__(
        self,
        url: str = URL,
        key: str | None = None,
        *,
        timeout: float = 300,
        patience: float = 120,
    ) -> None:
        key = key or os.environ.get(KEY) or None
        self._wire = Wire(url, key, timeout=timeout, patience=patience)
        if key and in_the_clear(url):
            warnings.warn(
                f"{self._wire.url}: key and calls go over the network in the clear; expected https",
                stacklevel=2,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._wire.close()

    def __repr__(self) -> str:
        return f"Client({self._wire.url!r})"

    def session(self) -> Session:
        """Who asks, and what they may do."""
        facts = self._wire.json("GET", "/v1/session", again=True)
        return Session(facts["name"], tuple(facts["scopes"]))

    def upload(
        self, call: OneInput, *, name: str | None = None, **facts: Unpack[OneCall]
    ) -> Uploaded:
        """Hand in one call and wait for its report: a path, the text or bytes of a transcript, a
        dict in the project's own JSON, or a Conversation. ``name`` is the file's. Raises
        TranscriptError for a file that cannot be read."""
        one = _one(call, name)
        return hand_in(self._wire, one.name, one.read(), stated(facts, OneCall))

    def uploads(
        self,
        inputs: Inputs,
        *,
        at_a_time: int = AT_A_TIME,
        progress: bool | None = None,
        **facts: Unpack[Facts],
    ) -> Iterator[Outcome]:
        """Hand in many calls and tell of each as it is done, in the order of the inputs.

        ``inputs`` are what ``analyse_many`` takes: paths, folders, globs, archives, tables, URLs,
        frames, bytes by name. A file that cannot be taken is a CallFailure; trouble with the
        service is raised. What it has it knows by its content: run twice, nothing is doubled.
        """
        if at_a_time < 1:
            raise SettingsError(f"at_a_time: expected 1 or more, found {at_a_time}")
        work = partial(uploaded, self._wire, fields=stated(facts, Facts))
        found = side_by_side(work, inputs_in(inputs), at_a_time=at_a_time)
        for outcomes in bar(found, total=count_of(inputs), shown=progress, unit=" files"):
            yield from outcomes

    def upload_many(
        self,
        inputs: Inputs,
        *,
        at_a_time: int = AT_A_TIME,
        progress: bool | None = None,
        **facts: Unpack[Facts],
    ) -> Uploads:
        """What became of all of ``uploads``: ``.calls`` and ``.failures``."""
        return Uploads.of(self.uploads(inputs, at_a_time=at_a_time, progress=progress, **facts))

    def batch(self, paths: str | Path | Iterable[str | Path], **facts: Unpack[Facts]) -> Job:
        """Hand in files, folders or archives in one go; the service analyses them behind it.
        At most 1,000 files and what it takes in one request. Raises SettingsError."""
        found = places([paths] if isinstance(paths, str | Path) else paths)
        if not 0 < len(found) <= MOST_FILES:
            raise SettingsError(
                f"batch: expected 1 to {MOST_FILES} files, found {len(found)}; hand in an archive, "
                "or use upload_many"
            )
        files = [(place.name, Input(place.name, path=place.path).read()) for place in found]
        return hand_in_batch(self._wire, files, stated(facts, Facts))

    def reanalyse(self, **chosen: Unpack[AnewChoice]) -> Job:
        """Have kept calls analysed anew: all, or those that are chosen."""
        asked = stated(chosen, AnewChoice)
        return value_of(Job, self._wire.json("POST", "/v1/reanalyses", json=asked))

    def jobs(self) -> Iterator[Job]:
        """Jobs, newest first."""
        for facts in pages(self._wire, "/v1/jobs", {}):
            yield value_of(Job, facts)

    def job(self, job: str | Job) -> Job:
        """How far a job is."""
        return job_of(self._wire, _id(job))

    def job_items(self, job: str | Job, *, state: str | None = None) -> Iterator[JobItem]:
        """What became of a job's files; ``state`` is waiting, done or failed."""
        return items_of(self._wire, _id(job), state)

    def wait(
        self, job: str | Job, *, timeout: float | None = None, progress: bool | None = None
    ) -> Job:
        """The job when it is finished. Raises NoAnswer where that takes more than ``timeout``
        seconds; the service goes on with it."""
        return waited(self._wire, self.job(job), timeout=timeout, progress=progress)

    def calls(self, **chosen: Unpack[CallChoice]) -> KeptCalls:
        """The kept calls that are chosen, newest first; ``analyse_many`` takes them too."""
        return KeptCalls(self._wire, stated(chosen, CallChoice))

    def tables(
        self,
        *,
        out: str | Path | None = None,
        resume: bool = False,
        progress: bool | None = None,
        **chosen: Unpack[CallChoice],
    ) -> CallTables:
        """The tables of the reports of the chosen calls, as ``analyse_many`` gives them, without
        analysing anything: see docs/batch.md. With ``out`` they are kept in a folder; with
        ``resume`` only what is new or changed is fetched."""
        run = Run(Settings(), progress=progress)
        folder = None if out is None else Path(out)
        return analyse_all(self.calls(**chosen), run, out=folder, resume=resume)

    def report(self, call_id: str) -> KeptReport:
        """A call's report."""
        path = f"/v1/calls/{quote(call_id, safe='')}"
        return KeptReport(call_id, self._wire.json("GET", path, again=True))

    def transcript(self, call_id: str) -> dict[str, Any]:
        """What was read from a call's file, in the project's own JSON."""
        path = f"/v1/calls/{quote(call_id, safe='')}/transcript"
        found: dict[str, Any] = self._wire.json("GET", path, again=True)
        return found

    def moments(
        self, call_id: str | None = None, **chosen: Unpack[MomentChoice]
    ) -> Iterator[KeptMoment]:
        """The moments of a call, or of all calls those that are chosen: gravest and surest
        first."""
        path = "/v1/moments"
        if call_id is not None:
            if chosen:
                raise SettingsError("moments: expected a call or filters, found both")
            path = f"/v1/calls/{quote(call_id, safe='')}/moments"
        for facts in pages(self._wire, path, stated(chosen, MomentChoice)):
            yield value_of(KeptMoment, facts)

    def judge(
        self,
        moment_id: str,
        verdict: str,
        *,
        corrected: str | None = None,
        comment: str | None = None,
    ) -> list[Verdict]:
        """Say whether a moment is one: ``confirmed``, ``dismissed`` or ``unsure``; all that was
        said about it, newest first. ``corrected`` is the label that the sentence bears instead."""
        row = {"verdict": verdict, "corrected": corrected, "comment": comment}
        return [value_of(Verdict, one) for one in judge(self._wire, moment_id, row)]

    def push_verdicts(
        self, rows: "Iterable[Mapping[str, Any]] | pd.DataFrame", *, progress: bool | None = None
    ) -> Judged:
        """Push a verdict a row: columns ``verdict`` and, if wanted, ``corrected`` and ``comment``,
        beside ``moment_id`` or the ``call_id``, ``kind``, ``turn``, ``sentence`` of the table of
        moments. Rows without a verdict are passed over. Raises SettingsError."""
        return judge_rows(
            self._wire, bar(rows_given(rows), total=None, shown=progress, unit=" rows")
        )

    def export_verdicts(self, path: str | Path) -> int:
        """Write all that was said to a file for ``make learn`` (docs/learning.md); how many
        verdicts there are."""
        text = self._wire.ask("GET", "/v1/verdicts/export", again=True).text
        with whole(Path(path)) as stream:
            stream.write(text)
        return text.count("\n")

    def delete(self, call_id: str) -> None:
        """Have a call forgotten: its report and all that was said in it."""
        self._wire.ask("DELETE", f"/v1/calls/{quote(call_id, safe='')}", again=True)


def _id(job: str | Job) -> str:
    return quote(job if isinstance(job, str) else job.id, safe="")


def _one(call: OneInput, name: str | None) -> Input:
    """A call in any form as a file: bytes with a name."""
    if isinstance(call, Conversation):
        return Input(name or call.source or "call.json", data=json_of(call.to_dict()))
    if isinstance(call, Mapping):
        return Input(name or "call.json", data=json_of(call))
    if isinstance(call, bytes):
        return Input(name or "upload", data=call)
    if isinstance(call, str) and is_transcript(call):
        return Input(name or "upload", data=call.encode(errors="replace"))
    return Input(name or Path(call).name, path=str(call))
