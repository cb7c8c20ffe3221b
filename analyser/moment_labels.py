"""Which labels a kind of moment rests on: what a verdict on the moment says about its sentence."""

from collections.abc import Collection
from typing import Final

PROMISES: Final = ("promise.commitment", "promise.over")
PROBES: Final = ("probe.why", "probe.expectation", "probe.consequence")
ASKED: Final = ("request", "price.objection")
DOUBTS: Final = ("objection", "price.objection")

BY_LABEL: Final[dict[str, tuple[str, ...]]] = {
    "bounded_promise": ("promise.bounded",),
    "digging_question": PROBES,
    "insight_given": ("insight",),
    "intent_stated": ("candour.intent",),
    "leading_question": ("question.leading",),
    "limit_admitted": ("candour.limit",),
    "mutual_step": ("mutual.step",),
    "overpromise": ("promise.over",),
    "pressure": ("pressure",),
    "price_held": ("price.hold",),
    "reflection": ("reflect",),
}
"""Kinds that say no more than a label: who dismisses the moment dismisses the label."""
BY_COURSE: Final[dict[str, tuple[str, ...]]] = {
    "bad_news_volunteered": ("candour.limit",),
    "commitment_with_date": ("promise.commitment",),
    "commitment_without_date": ("promise.commitment",),
    "concession_for_nothing": ("price.cut", *PROMISES),
    "concession_with_return": ("price.cut", *PROMISES),
    "earned_price_cut": ("price.cut",),
    "further_price_cut": ("price.cut",),
    "late_bad_news": ("candour.limit",),
    "objection_passed_over": DOUBTS,
    "objection_probed": PROBES,
    "premature_price_cut": ("price.cut",),
    "promise_corrected": ("candour.limit", "promise.bounded"),
    "request_declined": ASKED,
    "request_deferred": ASKED,
    "request_ignored": ASKED,
    "request_jumped": ASKED,
    "request_probed": (*PROBES, *ASKED),
}
"""Kinds that need a label and a course of the talk: who dismisses the moment may mean either."""
ON_NO_LABEL: Final = frozenset({"interruption", "long_pitch", "monologue", "stacked_questions"})
"""Kinds that rest on lengths, times and counts."""


def judged_label(kind: str, borne: Collection[str]) -> str | None:
    """The label that a moment rests on, of those that its sentence bears; None without one.

    >>> judged_label("concession_for_nothing", {"promise.over", "insight"})
    'promise.over'
    """
    rests_on = BY_LABEL.get(kind) or BY_COURSE.get(kind, ())
    return next((label for label in rests_on if label in borne), None)
