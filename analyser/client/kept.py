"""Calls that a service keeps: a list, their reports as tables, their talk to analyse anew.

In tables ``call_id`` is the id at the service, so that calls of one name stay apart and can be
asked for again; the call's own id stands in ``meta`` as ``id``.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from analyser.batch.input import Input
from analyser.batch.tasks import AnalysedCall, CallFailure, Done
from analyser.client.jobs import pages
from analyser.client.replies import KeptCall, value_of
from analyser.client.side_by_side import side_by_side
from analyser.client.wire import Wire
from analyser.errors import Refused

AT_A_TIME: Final = 4
GONE: Final = (404, 409)
"""Answers about one call: it was deleted, or is not analysed."""


class KeptCalls:
    """The calls that were asked for, newest first. Each pass asks the service anew.

    ``analyse_many`` takes this for the tables of the reports as they are kept, and
    ``transcripts()`` to analyse the same calls anew here.
    """

    def __init__(self, wire: Wire, chosen: Mapping[str, Any]) -> None:
        self._wire = wire
        self._chosen = chosen

    def __iter__(self) -> Iterator[KeptCall]:
        for facts in pages(self._wire, "/v1/calls", dict(self._chosen)):
            yield value_of(KeptCall, facts)

    def done(self, marks: Mapping[str, str]) -> tuple[int, Iterator[Done]]:
        """How many there are, and what there is of each; see ``analyser.batch.many.Reported``."""
        found = list(self)
        work: Callable[[KeptCall], Done] = partial(self._done, marks)
        return len(found), side_by_side(work, found, at_a_time=AT_A_TIME)

    def transcripts(self) -> Iterator[Input]:
        """What was read from each call's file, as inputs of ``analyse_many``."""
        yield from side_by_side(self._input, self, at_a_time=AT_A_TIME)

    def _done(self, marks: Mapping[str, str], call: KeptCall) -> Done:
        mark = f"{call.id} {call.analysed_at}"
        if marks.get(call.id) == mark:
            return Done(call.id, mark, None)
        if call.state != "analysed":
            return Done(call.id, "", (_failure(call),))
        try:
            report = self._wire.json("GET", f"/v1/calls/{call.id}", again=True)
        except Refused as error:
            if error.status not in GONE:
                raise
            return Done(call.id, "", (CallFailure(call.source, "NoReport", str(error)),))
        text = json.dumps(_named(call, report), ensure_ascii=False)
        return Done(call.id, mark, (AnalysedCall(call.id, call.source, text),))

    def _input(self, call: KeptCall) -> Input:
        try:
            talk = self._wire.json("GET", f"/v1/calls/{call.id}/transcript", again=True)
        except Refused as error:
            if error.status not in GONE:
                raise
            return Input(call.id, refused=f"{call.source}: {error}")
        return Input(call.id, data=json.dumps(_named(call, talk)).encode(), call_id=call.id)


def _named(call: KeptCall, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A report or a talk under the id at the service."""
    meta = {**(facts.get("meta") or {}), "id": facts.get("id")}
    return {**facts, "id": call.id, "meta": meta}


def _failure(call: KeptCall) -> CallFailure:
    """Why there is no report: the analysis failed, or is not done yet."""
    if call.state == "accepted":
        message = "expected a report, found a call that waits to be analysed; ask again later"
        return CallFailure(call.source, "NotAnalysedYet", f"{call.source}: {message}")
    kind = (call.error_type or "").rpartition("#")[2]
    name = "".join(part.title() for part in kind.split("-")) or "AnalysisFailed"
    return CallFailure(call.source, name, call.error_detail or "the analysis failed")
