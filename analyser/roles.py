"""Who sits on which side, where the file says so or an e-mail address gives it away.

Nothing is inferred from the talk here. Somebody without a statement is left out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from analyser.conversation import Conversation, Participant, Role
from analyser.transcripts.role_words import roles_by_words

STATED: Final = "stated"
DOMAIN: Final = "domain"

FREE_MAIL: Final = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com"),
        *("msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "ymail.com", "aol.com"),
        *("icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "pm.me", "gmx.de"),
        *("gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de"),
        *("mail.com", "mail.ru", "yandex.ru", "yandex.com", "zoho.com", "fastmail.com", "hey.com"),
        *("tutanota.com", "qq.com", "163.com", "126.com", "orange.fr", "free.fr", "laposte.net"),
        *("wanadoo.fr", "libero.it", "comcast.net", "verizon.net", "att.net", "bluewin.ch"),
        *("btinternet.com", "rediffmail.com", "hotmail.fr", "hotmail.de", "live.co.uk"),
    }
)
_ADDRESS: Final = re.compile(r"[^\s@<>()]{1,64}@([A-Za-z0-9.-]{1,255})")
_SUFFIX: Final = re.compile(
    r"^[^()\[\]|]{1,80}(?:\(([^()]{1,80})\)|\[([^\[\]]{1,80})\]|\|(.{1,80}))$"
)
_NO_COMPANY: Final = re.compile(
    r"^(?:external|guest|unverified|host|me|you|organi[sz]er|presenter|phone|mobile|iphone|ipad"
    r"|android|room.*|.*\broom|speaker.*|\d+|(?:he|she|they|him|her|them|his|hers|theirs|\s)+)$"
)
_LEGAL: Final = re.compile(
    r"\b(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|co|plc|sa|sas|srl|bv|pty|group)\b"
)


def stated_roles(
    conversation: Conversation, own_domains: tuple[str, ...] = ()
) -> dict[str, tuple[Role, str]]:
    """The role of each speaker label that has one, and where it comes from.

    ``"stated"``: the file gives the role, the label is a role word (``Rep``, ``Prospect``), or
    its suffix is the customer's name (``Lee (Borel)`` where ``meta["account"]`` is Borel).
    ``"domain"``: the e-mail domain is one of the seller's own, from ``own_domains`` or else from
    ``own_domain``, ``account_domain`` or ``organizer_email`` in meta; once these are known, people
    of any other company are customers. Free-mail domains say nothing. Labels without a statement
    are left out.

    Limits: an organizer on the customer's side turns the domains round; ``own_domains`` settles it.
    """
    domains = dict(_by_domain(conversation, own_domains))
    stated = dict(_stated(conversation))
    return {
        label: (stated[label], STATED) if label in stated else (domains[label], DOMAIN)
        for label in conversation.speakers
        if label in stated or label in domains
    }


def _stated(conversation: Conversation) -> Iterator[tuple[str, Role]]:
    """Weak statements first, so that the last one for a label counts."""
    yield from _by_account(conversation)
    yield from roles_by_words(conversation.speakers).items()
    for person in conversation.participants:
        if person.role is not None:
            yield person.name, person.role
    for turn in reversed(conversation.turns):
        if turn.speaker is not None and turn.role is not None:
            yield turn.speaker, turn.role


def _by_account(conversation: Conversation) -> Iterator[tuple[str, Role]]:
    account = _company(conversation.meta.get("account"))
    for label in conversation.speakers:
        if account and _company(_suffix(label)) == account:
            yield label, Role.CUSTOMER


def company_of(label: str, email: str | None = None) -> str | None:
    """The company that a display name or an e-mail address names, in a form to compare by; None
    where neither does. People of one company sit on one side.

    >>> company_of("Dana Ruiz | Acme Ltd"), company_of("Lee (acme)"), company_of("Kim (Guest)")
    ('acme', 'acme', None)
    """
    suffix = _company(_suffix(label))
    if suffix and not _NO_COMPANY.search(suffix):
        return suffix
    domain = _domain_of(email) if email else None
    return None if domain is None or domain in FREE_MAIL else domain


def _suffix(label: str) -> str:
    match = _SUFFIX.match(label.strip())
    return next((part for part in match.groups() if part), "") if match else ""


def _domain_of(email: str) -> str | None:
    match = _ADDRESS.search(email)
    return match.group(1).casefold() if match else None


def _company(name: object) -> str:
    """A company's name without case, marks and legal form."""
    if not isinstance(name, str):
        return ""
    words = re.sub(r"[^\w\s]", " ", name[:200].casefold())
    return " ".join(_LEGAL.sub(" ", words).split())


def _by_domain(
    conversation: Conversation, own_domains: tuple[str, ...]
) -> Iterator[tuple[str, Role]]:
    meta = conversation.meta
    told = (meta.get(key) for key in ("own_domain", "account_domain", "organizer_email"))
    own = _companies(own_domains) or _companies(told)
    for label, address in _addresses(conversation):
        domain = _domain(address)
        if own and domain is not None:
            ours = any(_belongs(domain, company) for company in own)
            yield label, Role.REP if ours else Role.CUSTOMER


def _addresses(conversation: Conversation) -> Iterator[tuple[str, str]]:
    """E-mail addresses of the speakers, also of those who are called by theirs."""
    people: Iterable[Participant] = conversation.participants
    known = {person.name: person.email for person in people if person.email}
    for label in conversation.speakers:
        address = known.get(label) or label
        if "@" in address:
            yield label, address


def _companies(values: Iterable[object]) -> set[str]:
    return {domain for value in values if (domain := _domain(value))}


def _domain(value: object) -> str | None:
    """The company's domain of an address or a bare domain, None for free mail."""
    if not isinstance(value, str) or not value.strip():
        return None
    match = _ADDRESS.search(value[:400])
    found = (match.group(1) if match else value.strip().lstrip("@")).casefold()
    found = re.sub(r"^(?:https?://)?(?:www\.)?", "", found).split("/")[0].strip(". ")
    return found if "." in found and " " not in found and found not in FREE_MAIL else None


def _belongs(domain: str, company: str) -> bool:
    """Whether a domain is the company's or below it (``mail.acme.test``)."""
    return domain == company or domain.endswith(f".{company}")
