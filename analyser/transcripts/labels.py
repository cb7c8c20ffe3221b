"""What may stand as a speaker's label before a text: by its shape, and by how often it occurs."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

MAX_LABEL: Final = 60
MAX_WORDS: Final = 6

_NO_SPEAKERS: Final = frozenset(
    {
        *("date", "time", "when", "title", "subject", "participants", "attendees", "present"),
        *("duration", "length", "location", "topic", "topics", "agenda", "summary", "keywords"),
        *("transcript", "recording", "language", "link", "url", "http", "https", "note", "notes"),
        *("ps", "re", "cc", "fwd", "warning", "todo", "action item", "action items", "next step"),
        *("next steps", "key points", "key takeaways", "takeaways", "resources", "overview"),
        *("call summary", "meeting", "meeting title", "meeting date", "call date", "call type"),
        *("call id", "call", "file", "filename", "source", "company", "account", "industry"),
        *("product", "deal", "deal size", "stage", "outcome", "result", "speakers", "speaker list"),
        *("scenario", "context", "background", "disclaimer", "description", "metadata", "tags"),
        *("start time", "end time", "start", "end", "created", "updated", "version", "type"),
        *("highlight", "screen sharing", "view recording", "invited", "id", "example", "question"),
        *("answer", "questions", "objective", "goal", "status", "part", "chapter", "section"),
        *("info", "error", "warn", "debug", "trace", "fatal", "critical", "traceback", "exception"),
        *("call transcript", "meeting transcript", "sentiment", "score", "recap", "key", "value"),
        *("recorded", "recorded by", "transcribed by", "edited by", "phone", "email", "website"),
        *("invitees", "organizer", "organiser", "call duration", "end of transcript", "remember"),
        *("important", "tip", "hint", "conclusion", "decision", "decisions", "risks", "kind"),
        *("music", "applause", "laughter", "laughs", "laughing", "inaudible", "crosstalk", "noise"),
        *("silence", "foreign", "background noise", "pause", "sighs", "coughs", "beep", "ringing"),
        *("call sentiment", "overall sentiment", "call outcome", "call notes", "call rating"),
        *("the bottom line", "bottom line", "first", "second", "third", "also", "so", "but"),
    }
)
_TALK: Final = frozenset(
    {
        *("is", "are", "was", "were", "be", "am", "this", "that", "these", "those", "it", "its"),
        *("what", "which", "how", "why", "if", "because", "says", "said", "say", "saying", "like"),
        *("following", "we", "i", "you", "they", "he", "she", "our", "your", "their", "to", "than"),
        *("here's", "there's", "it's", "that's", "have", "has", "had", "would", "can", "will"),
        *("not", "do", "does", "did", "as", "at", "just", "about", "with", "from", "so", "then"),
        *("think", "know", "mean", "thing", "things", "question", "meaning", "example"),
    }
)
_PARTICLES: Final = frozenset(
    {
        *("de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "le", "al", "el"),
        *("bin", "ibn", "ter", "ten", "dos", "das", "do", "du", "y", "e", "of", "und", "and"),
        *("zu", "zur", "af", "av", "st", "the"),
    }
)
_ROLE_LIKE: Final = re.compile(
    r"^(?:speaker|spk|participant|person|channel|caller|agent|customer|client|prospect|rep|buyer"
    r"|seller|host|guest|user|operator|moderator|interviewer|interviewee|s|ch)[ _#-]?[\dA-Z]{0,3}$",
    re.IGNORECASE,
)
_BAD_MARK: Final = re.compile(r"[?!;<>{}=\"“”…\\]|https?:|www\.|//|\.\s+[a-z]|,.*,.*,")


def label_shape(text: str) -> bool:
    """Whether a text could be a label at all: short, with a letter or digit, no sentence.

    >>> label_shape("kite42"), label_shape("Ann (Acme)"), label_shape("Well, I think so!")
    (True, True, False)
    """
    if not text or len(text) > MAX_LABEL or text[-1] in ",-–/" or _BAD_MARK.search(text):
        return False
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|[|/].*$", " ", text)
    words = outside.split() or text.split()
    if len(words) > MAX_WORDS or not any(c.isalnum() for c in text):
        return False
    return not text.endswith(".") or len(words[-1]) <= 4


def is_heading(text: str) -> bool:
    """Whether a label names a document's part or a sound: ``Date``, ``Agenda``, ``Music``."""
    return " ".join(text.casefold().strip(" *_#:.[]()").split()) in _NO_SPEAKERS


def reads_as_talk(text: str) -> bool:
    """Whether a label is more likely the start of a sentence: ``So the question is``."""
    words = [w.strip("().,") for w in text.split()]
    if len(words) < 2:
        return text.casefold() in _TALK or text.casefold() in {"okay", "well", "and", "or", "now"}
    return any(w in _TALK for w in words[1:]) or words[0].casefold() in _TALK


def is_role_like(text: str) -> bool:
    """Whether a label is a role or a numbered speaker, which no other text starts with."""
    return bool(_ROLE_LIKE.match(text))


def reads_as_name(text: str) -> bool:
    """Whether a label reads as a name or role even where it stands only once.

    >>> reads_as_name("Dana van Ruiz"), reads_as_name("Speaker 3"), reads_as_name("The price")
    (True, True, False)
    """
    if not label_shape(text) or is_heading(text) or reads_as_talk(text):
        return False
    if is_role_like(text):
        return True
    words = re.sub(r"[()\[\]|/,]", " ", text).split()
    plain = [w for w in words if w not in _PARTICLES]
    return bool(plain) and all(_names(w) for w in plain)


def _names(word: str) -> bool:
    first = word.lstrip("'’\"#@")[:1]
    return first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())


def accepted_labels(
    found: Iterable[str], known: Iterable[str] = (), *, mostly_labelled: bool
) -> frozenset[str]:
    """The labels that are speakers, given each occurrence in front of a text.

    Those in the list of participants and those that recur are; one that stands once is where
    most pieces carry a label and it reads as a name or a handle.
    """
    counts = Counter(found)
    listed = {name.casefold() for name in known}
    return frozenset(
        label
        for label, n in counts.items()
        if label_shape(label)
        and (label.casefold() in listed or _credible(label, n, mostly_labelled=mostly_labelled))
    )


def _credible(label: str, count: int, *, mostly_labelled: bool) -> bool:
    if is_heading(label):
        return False
    if count >= 2:
        return not reads_as_talk(label) or (count >= 4 and mostly_labelled)
    handle = " " not in label and not reads_as_talk(label)
    return mostly_labelled and (handle or reads_as_name(label))
