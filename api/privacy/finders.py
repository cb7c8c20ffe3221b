"""Where personal facts stand in a text: presidio's patterns and checksums, and a few of ours.

Nothing is fetched: no model, no list of domains. A pattern that fits many harmless numbers counts
only where the talk before it says what the number is; presidio's own way to do so needs lemmas.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from api.privacy.digits import FEWEST, NUMBER_WORD, written
from api.privacy.kinds import Kind, Kinds

BEFORE_CHARS: Final = 400
"""So far back the talk may say what a number is."""
SURE: Final = 0.5
"""presidio's score from which a pattern needs no context."""
REGIONS: Final = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "CH", "AU", "IN", "BR", "IL")
WORTH_A_LOOK: Final = re.compile(r"[\d@]|\bat\b.*\bdot\b|\bbox\b", re.I | re.S)

STREET: Final = (
    "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|"
    "terrace|close|crescent|gardens|highway|parkway|mews|grove|way|row"
)
PLAIN_STREET: Final = "street|avenue|road|lane|boulevard|drive|terrace|crescent"
UNIT: Final = r"(?:,? (?:apt|apartment|suite|unit|flat|floor|no)\.? ?\w{1,5}\b)?"
UK_CODE: Final = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
TOWN: Final = (
    r"(?:,? (?:[A-Z][\w'-]+ ?){1,3}(?:,? ?[A-Z]{2}\.?)?"
    rf",? (?:\d{{5}}(?:-\d{{4}})?|{UK_CODE})\b)?"
)
SAID: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
NUMBER: Final = rf"(?:\d{{1,5}}[a-zA-Z]?|(?:[a-z]+ty[ -])?(?:{SAID}))"
ADDRESSES: Final = (
    (
        r"\b\d{1,5}[a-zA-Z]?,? (?:[NSEW]\.? )?"
        r"(?:[A-Z][\w'’-]+\.? |\d{1,3}(?:st|nd|rd|th) ){1,3}"
        rf"(?i:{STREET})\b\.?{UNIT}{TOWN}",
        0.7,
    ),
    (rf"(?i)\b{NUMBER} (?!more\b|times\b)(?:[a-z'’-]+ ){{1,3}}(?:{PLAIN_STREET})\b{UNIT}", 0.3),
    (
        r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm) "
        r"\d{1,4} ?[a-z]?\b"
        r"(?:,? \d{5} [A-ZÄÖÜ][\wäöüß-]+)?",
        0.7,
    ),
    (
        r"\b\d{1,4},? (?:rue|avenue|boulevard|place|quai|impasse) (?:de la |de l'|du |des |de )?"
        r"[A-ZÀ-Ü][\w'’-]+(?:,? \d{5} [A-ZÀ-Ü][\w'’-]+)?",
        0.7,
    ),
    (r"(?i)\b(?:p\.? ?o\.?|post office) box \d{1,6}\b", 0.7),
    (r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z]{2} \d{5}(?:-\d{4})?\b", 0.7),
)
AT_HOME: Final = (
    *("address", "live", "lives", "located", "ship", "send", "deliver", "mail", "invoice", "post"),
    *("postcode", "visit", "office", "street address", "moved", "site"),
)
EMAIL: Final = r"(?<![\w.+-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}\b"
"""presidio's own takes time with the square of hostile talk."""
SPOKEN_EMAIL: Final = (
    r"\b(?!(?:look|looking|us|me|is|are|be|visit|online|site|website|here|available|out|find|it|more)"
    r" at )(?:(?:[a-z] ){2,30}|(?:[a-z] )?"
    r"(?:[^\W_]+(?: dot | underscore | dash | hyphen |[._-])){0,6}[^\W_]+ )at "
    r"(?:[a-z0-9-]+ (?:dash |hyphen ))?[a-z0-9-]+(?:(?: dot |\.)[a-z0-9-]{2,12})+\b"
)
ON_THE_PHONE: Final = (
    *("phone", "telephone", "mobile", "cell", "callback", "call back", "call me", "ring me"),
    *("reach me", "reach you", "text me", "whatsapp", "my number", "your number", "best number"),
    *("should i call", "direct line", "office line", "switchboard", "dial", "ring you"),
)
OTHER_NUMBERS: Final = re.compile(
    r"\b(?:invoice|order|serial|part|ticket|case|reference|version|build|imei|article|item|sku)\b",
    re.I,
)
"""Just before a number, these say that it is no card's and no telephone's."""
JUST_BEFORE: Final = 30


@dataclass(frozen=True, slots=True)
class Finder:
    """One of presidio's recognisers. ``words`` are what the talk must hold for it to count,
    None where its own checks are enough."""

    kind: Kind
    recogniser: Any
    words: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open part of a text, and what it is."""

    start: int
    end: int
    kind: Kind


def find(text: str, kinds: Kinds, said_before: str = "") -> list[Span]:
    """The personal facts in a text, those of longest reach first where two overlap.

    ``said_before`` is talk just before the text, which may say what a number is.
    """
    found: list[Span] = []
    number_said = NUMBER_WORD.search(text) is not None
    if not number_said and not WORTH_A_LOOK.search(text):
        return found
    finders = [finder for finder in all_finders() if finder.kind in kinds]
    found += _found(finders, text, said_before)
    digits = written(text)
    if digits is not None:
        for span in _found(finders, digits.text, said_before):
            found.append(Span(*digits.origin(span.start, span.end), span.kind))
    return without_overlaps(found)


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; of overlapping ones the longest stays, and takes in what the rest reach."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            last = out.pop()
            kind = max(last, span, key=lambda one: one.end - one.start).kind
            span = Span(last.start, max(last.end, span.end), kind)
        out.append(span)
    return out


def _found(finders: list[Finder], text: str, said_before: str) -> Iterator[Span]:
    for finder in finders:
        entities = finder.recogniser.supported_entities
        for result in finder.recogniser.analyze(text, entities, None):
            if finder.words is None:
                counts = result.score >= SURE
            else:
                said = f"{said_before} {text[: result.end]}"[
                    -BEFORE_CHARS - result.end + result.start :
                ]
                counts = finder.words.search(said) is not None
            span = Span(result.start, result.end, finder.kind)
            if counts and not _is_another_number(text, span):
                yield span


def _is_another_number(text: str, span: Span) -> bool:
    before = text[max(0, span.start - JUST_BEFORE) : span.start]
    return span.kind in (Kind.CARD, Kind.PHONE) and OTHER_NUMBERS.search(before) is not None


@lru_cache(maxsize=1)
def all_finders() -> tuple[Finder, ...]:
    """Every finder. Takes a moment the first time."""
    with _absent("transformers", "stanza", "gliner"):
        import presidio_analyzer.predefined_recognizers as ready
        from presidio_analyzer import Pattern, PatternRecognizer
    import tldextract

    # presidio's own check of domains fetches a list from the network.
    domains = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

    class Email(ready.EmailRecognizer):
        def validate_result(self, pattern_text: str) -> bool:
            # With an @ it is an address on a company's own network too: ann@mail.local.
            if "@" in pattern_text and pattern_text.rpartition(".")[2].isalpha():
                return True
            domain = re.sub(r".* at |.*@", "", pattern_text, flags=re.S | re.I)
            domain = re.sub(r" (dot|dash|hyphen) ", _mark, domain, flags=re.I).replace(" ", "")
            return bool(domains(domain).suffix)

    def phone(leniency: int) -> Any:
        return ready.PhoneRecognizer(supported_regions=REGIONS, leniency=leniency)

    def patterns(name: str, *regexes: tuple[str, float]) -> Any:
        made = [Pattern(f"{name} {i}", regex, score) for i, (regex, score) in enumerate(regexes)]
        return PatternRecognizer(name, patterns=made, global_regex_flags=re.S | re.M)

    weak = tuple(one for one in ADDRESSES if one[1] < SURE)
    strong = tuple(one for one in ADDRESSES if one[1] >= SURE)
    written_down = [Pattern("written", EMAIL, 0.5)]
    spoken = [Pattern("said", SPOKEN_EMAIL, 0.3)]
    account = ("account", "acct", "account number", "checking", "savings")
    made: Mapping[Kind, Iterable[tuple[Any, tuple[str, ...] | None]]] = {
        Kind.EMAIL: [(Email(patterns=written_down), None), (Email(patterns=spoken), None)],
        Kind.PHONE: [(_Formatted(phone(1)), None), (_Long(phone(0)), ON_THE_PHONE)],
        Kind.CARD: [
            (ready.CreditCardRecognizer(), None),
            (
                patterns("CARD_CODE", (r"\b\d{3,4}\b", 0.3)),
                ("cvv", "cvc", "security code", "three digits on the back", "card pin"),
            ),
        ],
        Kind.BANK: [
            (ready.IbanRecognizer(), None),
            (ready.UsBankRecognizer(), account),
            (ready.AbaRoutingRecognizer(), ("aba", "routing", "routing number")),
            (patterns("SORT_CODE", (r"\b\d{2}[- ]?\d{2}[- ]?\d{2}\b", 0.3)), ("sort code",)),
        ],
        Kind.NATIONAL: [
            (ready.UsSsnRecognizer(), ("social", "social security", "ssn")),
            (patterns("SSN", (r"\b(?!000|666|9)\d{3}-\d{2}-\d{4}\b", 0.6)), None),
            (ready.UsItinRecognizer(), ("itin", "taxpayer")),
            (ready.UkNinoRecognizer(), None),
            (ready.NhsRecognizer(), ("nhs", "national health")),
            (ready.UsPassportRecognizer(), ("passport",)),
            (ready.UkPassportRecognizer(), ("passport",)),
            (
                ready.UsLicenseRecognizer(),
                ("driver's license", "drivers license", "driving license"),
            ),
            (ready.UkDrivingLicenceRecognizer(), None),
            (ready.CaSinRecognizer(), ("sin", "social insurance")),
            (ready.AuTfnRecognizer(), ("tfn", "tax file")),
            (ready.DeTaxIdRecognizer(), ("steuer-id", "tax id", "identifikationsnummer")),
            (ready.DeIdCardRecognizer(), ("personalausweis", "ausweis", "identity card")),
            (ready.ItFiscalCodeRecognizer(), None),
            (ready.EsNifRecognizer(), None),
            (ready.EsNieRecognizer(), None),
            (ready.PlPeselRecognizer(), ("pesel",)),
            (ready.FiPersonalIdentityCodeRecognizer(), None),
            (ready.SePersonnummerRecognizer(), ("personnummer", "personal identity number")),
            (ready.InAadhaarRecognizer(), ("aadhaar", "uidai")),
            (patterns("IN_PAN", (r"\b[A-Za-z]{5}\d{4}[A-Za-z]\b", 0.3)), ("pan",)),
            (ready.SgFinRecognizer(), ("nric", "fin")),
        ],
        Kind.ADDRESS: [
            (patterns("ADDRESS", *strong), None),
            (patterns("ADDRESS", *weak), AT_HOME),
            (ready.UkPostcodeRecognizer(), ("postcode", "post code", "address")),
        ],
    }
    return tuple(
        Finder(kind, recogniser, _any_of(words) if words else None)
        for kind, ones in made.items()
        for recogniser, words in ones
    )


class _Long:
    """Another recogniser's finds of seven digits and more."""

    def __init__(self, recogniser: Any) -> None:
        self.supported_entities = recogniser.supported_entities
        self._recogniser = recogniser

    def analyze(self, text: str, entities: list[str], artifacts: object) -> list[Any]:
        if _count(text) < FEWEST:
            return []
        found = self._recogniser.analyze(text, entities, artifacts)
        return [one for one in found if _count(text[one.start : one.end]) >= FEWEST]


class _Formatted(_Long):
    """Telephone numbers that are real and look it: with a plus, or in groups. In a bare row of
    digits, the talk must say what it is."""

    def analyze(self, text: str, entities: list[str], artifacts: object) -> list[Any]:
        found = super().analyze(text, entities, artifacts)
        grouped = [one for one in found if not text[one.start : one.end].isdecimal()]
        for result in grouped:
            result.score = 1.0
        return grouped


def _count(text: str) -> int:
    return sum(c.isdecimal() for c in text)


def _mark(found: re.Match[str]) -> str:
    return "." if found[1].lower() == "dot" else "-"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    chosen = "|".join(re.escape(word) for word in words)
    return re.compile(rf"\b(?:{chosen})\b", re.I)


@contextmanager
def _absent(*names: str) -> Iterator[None]:
    """What presidio imports where it is installed, and nobody here needs, is as if it were not."""
    before = {name: sys.modules[name] for name in names if name in sys.modules}
    for name in names:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # the import system's "no"
    try:
        yield
    finally:
        for name in names:
            if name not in before:
                sys.modules.pop(name, None)
