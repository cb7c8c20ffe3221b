"""The labels: the one list that models, signals, pages and annotators share."""

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "question": ("question.open", "question.closed", "question.leading", "question.check"),
    "probe": ("probe.why", "probe.expectation", "probe.consequence"),
    "promise": ("promise.commitment", "promise.over", "promise.bounded"),
    "price": ("price.state", "price.cut", "price.trade", "price.hold"),
    "trust": (
        "candour.limit",
        "candour.intent",
        "pressure",
        "reflect",
        "insight",
        "mutual.step",
    ),
    "customer": ("request", "question.info", "price.objection", "objection"),
}
"""Labels by group, in the order of the model's outputs."""

LABELS: Final[tuple[str, ...]] = tuple(label for group in GROUPS.values() for label in group)

CUSTOMER_LABELS: Final[frozenset[str]] = frozenset({*GROUPS["customer"], "promise.commitment"})
"""Labels that may stand on a customer's sentence."""

REP_LABELS: Final[frozenset[str]] = frozenset(LABELS) - frozenset(GROUPS["customer"])
"""Labels that may stand on a rep's sentence."""

QUESTION_KINDS: Final[tuple[str, ...]] = GROUPS["question"]
"""At most one of these stands on a sentence."""

EXCLUSIVE: Final[tuple[tuple[str, ...], ...]] = (
    QUESTION_KINDS,
    ("promise.over", "promise.bounded"),
)
"""Of each of these groups at most one label stands on a sentence."""


def known(name: str) -> tuple[str, ...]:
    """The labels that a name stands for: a label itself, or a prefix such as ``price``.

    Raises ValueError when the codebook has neither.

    >>> known("probe")
    ('probe.why', 'probe.expectation', 'probe.consequence')
    """
    labels = tuple(label for label in LABELS if label == name or label.startswith(f"{name}."))
    if not labels:
        raise ValueError(f"the codebook has no label {name!r}; it has {', '.join(LABELS)}")
    return labels
