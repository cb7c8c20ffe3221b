"""Questions: exactly one of these on every rep sentence that seeks an answer."""

from analyser.label_group import Label, LabelGroup

REP = frozenset({"rep"})

questions = LabelGroup(
    "Questions",
    (
        Label("question.open", REP, "invites explanation; no yes, no or single fact answers it"),
        Label("question.closed", REP, "asks for yes or no, a choice, or one fact"),
        Label("question.leading", REP, "carries the wanted answer, or the seller's claim, inside"),
        Label("question.check", REP, "manages the talk: permission, hearing, comprehension"),
    ),
    exclusive=(("question.open", "question.closed", "question.leading", "question.check"),),
)
