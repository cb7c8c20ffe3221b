"""What a team may have taken out of its calls before they are kept."""

from collections.abc import Iterable
from enum import StrEnum

from analyser.errors import SettingsError


class Kind(StrEnum):
    """A kind of personal fact; the value is also what stands in its place, in brackets."""

    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    BANK = "bank"
    NATIONAL = "national"
    ADDRESS = "address"
    NAME = "name"


Kinds = frozenset[Kind]


def kinds_of(names: Iterable[str]) -> Kinds:
    """The kinds of these names. Raises SettingsError for a name that is none.

    >>> sorted(kinds_of(["phone", "card"]))
    [<Kind.CARD: 'card'>, <Kind.PHONE: 'phone'>]
    """
    stated = set(names)
    unknown = stated - set(Kind)
    if unknown:
        raise SettingsError(
            f"expected kinds to redact out of {', '.join(Kind)}, found {len(unknown)} other"
        )
    return frozenset(Kind(name) for name in stated)
