"""Words that name a side of the table, as speaker labels and role fields write them."""

import re
from collections.abc import Iterable
from typing import Final

from analyser.conversation import Role

_REP: Final = frozenset(
    {
        *("rep", "sales rep", "sales representative", "salesrep", "representative", "sales"),
        *("salesperson", "sales person", "salesman", "saleswoman", "seller", "sales agent"),
        *("agent", "ai agent", "human agent", "support agent", "service agent", "call agent"),
        *("call center agent", "call centre agent", "contact center agent", "support rep"),
        *("ae", "account executive", "account exec", "account manager", "sdr", "bdr", "csr"),
        *("sales development representative", "business development representative", "closer"),
        *("sales engineer", "solutions engineer", "solution engineer", "sales consultant"),
        *("sales manager", "sales director", "sales executive", "sales advisor", "sales lead"),
        *("inside sales", "csm", "customer success manager", "customer service"),
        *("customer service representative", "customer service rep", "customer service agent"),
        *("customer support", "telemarketer", "vendor", "internal", "verkäufer", "verkäuferin"),
        *("vertrieb", "vendedor", "vendedora", "vendeur", "vendeuse", "agente", "ai sales agent"),
        *("ai sales rep", "advisor", "adviser", "is rep"),
    }
)
_CUSTOMER: Final = frozenset(
    {
        *("customer", "prospect", "client", "buyer", "lead", "cust", "enduser", "end user"),
        *("potential customer", "prospective customer", "potential client", "purchaser"),
        *("decision maker", "economic buyer", "procurement", "champion", "homeowner", "external"),
        *("kunde", "kundin", "interessent", "cliente", "acheteur", "consumer", "shopper"),
        *("sales prospect", "policyholder", "visitor"),
    }
)
_OTHER: Final = frozenset(
    {
        "system",
        "ivr",
        "narrator",
        "automated voice",
        "voicemail",
        "operator",
        "bot",
        "supervisor",
        "custom bot",
        "automated agent",
        "virtual agent",
        "third party",
    }
)
_USER: Final = frozenset({"user", "human"})
_MACHINE: Final = frozenset(
    {"assistant", "ai", "bot", "chatbot", "ai assistant", "model", "voicebot"}
)
_CALLER: Final = "caller"
_NOBODY: Final = re.compile(
    r"(?:(?:unknown|unidentified|unnamed) ?)?"
    r"(?:speaker|spk|participant|person|channel|caller|host|guest|user|human)? ?#?(?:\d+|[a-z])?"
    r"|(?:s|ch)#?\d+"
)
_AFFIX: Final = re.compile(
    r"^(?P<before>[^()\[\]|]+?)\s*[(\[|]\s*(?P<inside>[^()\[\]|]+?)\s*[)\]]?$"
)


def _plain(label: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label.strip())
    words = re.sub(r"[\s_.\-]+", " ", spaced).casefold().strip(" :*")
    return re.sub(r" ?#?\d{1,2}$", "", words)


def role_word(label: object) -> Role | None:
    """The side that a label names by itself, None where it names none or could mean both.

    >>> role_word("sales_agent"), role_word("Prospect 2"), role_word("Dana"), role_word("user")
    (<Role.REP: 'rep'>, <Role.CUSTOMER: 'customer'>, None, None)
    """
    if not isinstance(label, str) or len(label) > 60:
        return None
    words = _plain(label)
    if words in _REP:
        return Role.REP
    if words in _CUSTOMER:
        return Role.CUSTOMER
    return Role.OTHER if words in _OTHER else None


def names_nobody(label: str) -> bool:
    """Whether a label is a side, a number or a numbered speaker: in another file somebody else
    goes by the same.

    >>> [names_nobody(label) for label in ("0", "AGENT", "Speaker 2", "Dana", "Sam", "Agent Smith")]
    [True, True, True, False, False, False]
    """
    if role_word(label) is not None:
        return True
    words = re.sub(r"[\s_.:\-]+", " ", label).casefold().strip()
    return words in _MACHINE or _NOBODY.fullmatch(words) is not None


def roles_by_words(labels: Iterable[str]) -> dict[str, Role]:
    """The roles that a call's speaker labels state; labels that state none are left out.

    ``user`` is a customer only beside an agent or assistant, and ``Caller`` is the customer
    unless the other side is called so. A role may also stand behind or before the name:
    ``Dana (Rep)``, ``Agent (Dana)``.

    >>> roles_by_words(["Caller", "Prospect"])["Caller"], roles_by_words(["user", "Dana"])
    (<Role.REP: 'rep'>, {})
    """
    names = list(dict.fromkeys(labels))
    roles = {name: role for name in names if (role := role_word(name) or _affixed(name))}
    plain = {name: _plain(name) for name in names}
    sides = set(roles.values()) - {Role.OTHER}
    machines = any(word in _MACHINE for word in plain.values())
    users = any(word in _USER for word in plain.values())
    for name, word in plain.items():
        if word == _CALLER:
            called = Role.CUSTOMER in sides and Role.REP not in sides
            roles[name] = Role.REP if called else Role.CUSTOMER
        elif word in _USER and (machines or Role.REP in sides) and Role.CUSTOMER not in sides:
            roles[name] = Role.CUSTOMER
        elif word in _MACHINE and (users or sides == {Role.CUSTOMER}):
            roles[name] = Role.REP
    return {name: roles[name] for name in names if name in roles}


def _affixed(label: str) -> Role | None:
    match = _AFFIX.match(label) if len(label) <= 120 else None
    if not match:
        return None
    inside, before = role_word(match["inside"]), role_word(match["before"])
    # "(External)" and "(Internal)" say who hosts the meeting, not who sells.
    if inside and _plain(match["inside"]) not in {"external", "internal"}:
        return inside
    return before
