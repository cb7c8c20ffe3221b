"""Probes: questions that dig under something that the customer said, asked for or objected to."""

from analyser.label_group import Label, LabelGroup

REP = frozenset({"rep"})

probes = LabelGroup(
    "Probes",
    (
        Label("probe.why", REP, "asks for the reason, importance or motive"),
        Label("probe.expectation", REP, "asks what they expect, need or compare with"),
        Label("probe.consequence", REP, "asks what follows, if met or not"),
    ),
)
