"""The labels: the one list that models, signals, pages and annotators share.

The groups stand on the shelf ``acts/``, one a file; here they are gathered.
"""

from typing import Final

from analyser import acts
from analyser.label_group import Label, LabelGroup
from analyser.shelf import collect

GROUPS: Final[dict[str, LabelGroup]] = collect(acts, LabelGroup)
BY_NAME: Final[dict[str, Label]] = {
    label.name: label for group in GROUPS.values() for label in group.labels
}
LABELS: Final[tuple[str, ...]] = tuple(BY_NAME)
"""All labels, in the order of the groups' files."""

REP_LABELS: Final = frozenset(name for name, label in BY_NAME.items() if "rep" in label.by)
CUSTOMER_LABELS: Final = frozenset(
    name for name, label in BY_NAME.items() if "customer" in label.by
)
EXCLUSIVE: Final = tuple(names for group in GROUPS.values() for names in group.exclusive)
QUESTION_KINDS: Final = GROUPS["questions"].exclusive[0]


def known(name: str) -> tuple[str, ...]:
    """The labels that a name stands for: a label itself, or a prefix such as ``price``.

    Labels with the prefix that the other side bears count too. Raises ValueError when the
    codebook has neither.

    >>> known("probe")
    ('probe.why', 'probe.expectation', 'probe.consequence')
    """
    labels = tuple(label for label in LABELS if label == name or label.startswith(f"{name}."))
    if not labels:
        raise ValueError(f"the codebook has no label {name!r}; it has {', '.join(LABELS)}")
    return labels
