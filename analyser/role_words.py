"""Role words that a file states, such as ``AGENT`` or ``EndUser``."""

import re
from typing import Final

from analyser.conversation import Role

_WORDS: Final = {
    Role.REP: (
        "agent humanagent rep salesrep salesagent salesperson seller representative advisor "
        "accountexecutive ae csr operator internal"
    ),
    Role.CUSTOMER: ("customer cust client prospect caller buyer enduser external visitor"),
    Role.OTHER: (
        "system bot automatedagent virtualagent chatbot supervisor other custombot ivr thirdparty"
    ),
}
_ROLES: Final = {word: role for role, words in _WORDS.items() for word in words.split()}


def stated_role(word: object) -> Role | None:
    """The role that a word of the file names, None for any other word.

    >>> stated_role("HUMAN_AGENT"), stated_role("End User"), stated_role("Unknown")
    (<Role.REP: 'rep'>, <Role.CUSTOMER: 'customer'>, None)
    """
    if not isinstance(word, str):
        return None
    return _ROLES.get(re.sub(r"[\W_]", "", word).casefold())
