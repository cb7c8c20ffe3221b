"""Past calls of marked lines, for tests of the history; no model runs."""

from dataclasses import replace
from typing import Any

from analyser.call_types import CallType
from analyser.episodes.commitments import commitments
from analyser.history.past_call import PastCall, past_call
from analyser.profile_file import load_profile
from analyser.report import CallReport, MeasuredSignal
from analyser.scoring import Trust
from analyser.signals import all_signals
from analyser.testing import marked_call


def report(
    name: str, *lines: str, date: str | None = None, account: str = "Acme", trust: float = 60.0
) -> dict[str, Any]:
    """The report of a call as its JSON form, with the acts that the lines mark."""
    call = marked_call(*lines, date=date)
    meta = {**call.conversation.meta, "account": account}
    call = replace(call, conversation=replace(call.conversation, id=name, meta=meta, source=name))
    readings = {key: signal.measure(call) for key, signal in all_signals().items()}
    return CallReport(
        call=call,
        model="acts test",
        profile=load_profile("default"),
        call_type=CallType(),
        language="en",
        signals={
            key: MeasuredSignal(all_signals()[key], one, trust if one.value is not None else None)
            for key, one in readings.items()
        },
        trust=Trust(trust, {}),
        moments=(),
        requests=(),
        price_cuts=(),
        commitments=tuple(commitments(call)),
    ).to_dict()


def past(name: str, *lines: str, date: str | None = None) -> PastCall:
    """A past call of marked lines."""
    return past_call(report(name, *lines, date=date))
