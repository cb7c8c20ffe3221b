"""Trust behaviours: what a seller does for, or against, being relied upon."""

from analyser.label_group import Label, LabelGroup

REP = frozenset({"rep"})

trust = LabelGroup(
    "Trust behaviours",
    (
        Label("candour.limit", REP, "admits a limit, a mistake, a drawback or a bad fit"),
        Label("candour.intent", REP, "is open about the purpose and leaves the customer free"),
        Label("pressure", REP, "urgency, guilt, fear or flattery as a lever; asks after a no"),
        Label("reflect", REP, "gives the customer's own meaning or feeling back"),
        Label("insight", REP, "knowledge of value to this customer that is no feature pitch"),
        Label("mutual.step", REP, "a next step in which both sides act or agree"),
    ),
)
