"""Promises: what somebody will do, and what the seller lets the customer expect."""

from analyser.label_group import Label, LabelGroup

REP = frozenset({"rep"})

promises = LabelGroup(
    "Promises",
    (
        Label(
            "promise.commitment",
            frozenset({"rep", "customer"}),
            "the speaker's side will do a specific thing later",
        ),
        Label("promise.over", REP, "assures an outcome without condition, or beyond one's control"),
        Label("promise.bounded", REP, "sets an expectation with its limit or condition in view"),
    ),
    exclusive=(("promise.over", "promise.bounded"),),
)
