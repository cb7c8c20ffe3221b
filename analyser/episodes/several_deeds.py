"""Several deeds in one sentence: "I'll send the deck today and I'll book the room by Friday"."""

import re
from typing import Final

from analyser.content_words import content_words
from analyser.episodes.date_words import due_words, is_hour
from analyser.episodes.deeds import DEED_VERBS

MOST_CHARACTERS: Final = 600
"""A longer sentence is no sentence, and is left whole."""

_OWN_LEAD: Final = r"(?:i|we)(?:'ll| will|'m going to|'re going to| am going to| are going to)\b"
_AGAIN: Final = re.compile(
    rf"(?:,|\s[-—–]|\band\b|\bthen\b|\bplus\b)[, ]*(?:and |then |also )*(?={_OWN_LEAD})",
    re.IGNORECASE,
)
"""Where the speaker begins to promise once more."""

_NEXT_VERB: Final = re.compile(rf",?\s+and (?:then |also )?(?=(?:{DEED_VERBS})\b)", re.IGNORECASE)
_TELLS: Final = re.compile(
    rf"{_OWN_LEAD}(?: \w+)? (?:be|have|need|know|see|want|love|like|say|admit|tell)\b",
    re.IGNORECASE,
)
"""What says how things will be, or is only said: no second deed."""

_SAME_THING: Final = re.compile(
    rf"(?:{_OWN_LEAD} )?(?:also |then )?\w+(?: (?:up|out|over|back|on))? (?:it|that|this|them)\b",
    re.IGNORECASE,
)
"""The rest of the deed before: "and I'll get it back to you"."""


def several_deeds(words: str) -> list[str]:
    """A sentence cut where a further deed is promised: by a second "I'll", or, where each part has
    a date of its own, by a second verb.

    >>> several_deeds("I'll send the deck today and I'll book the room by Friday.")
    ["I'll send the deck today", "I'll book the room by Friday."]
    >>> several_deeds("I'll send it today and call you on Thursday.")
    ["I'll send it today", 'call you on Thursday.']
    >>> several_deeds("I'll check with Sam and get back to you.")
    ["I'll check with Sam and get back to you."]
    """
    words = words.replace("\u2019", "'")
    if len(words) > MOST_CHARACTERS:
        return [words]
    parts, begin = [], 0
    for found in _AGAIN.finditer(words):
        before, after = words[begin : found.start()], words[found.end() :]
        if _promises(before) and _promises(after) and not _SAME_THING.match(after):
            parts.append(before.rstrip())
            begin = found.end()
    parts.append(words[begin:])
    return [part for whole in parts for part in _by_verbs(whole)]


def _promises(words: str) -> bool:
    lead = re.search(_OWN_LEAD, words, re.IGNORECASE)
    return bool(
        lead and not _TELLS.match(words, lead.start()) and content_words(words[lead.end() :])
    )


def _by_verbs(words: str) -> list[str]:
    for found in _NEXT_VERB.finditer(words):
        before, after = words[: found.start()], words[found.end() :]
        date = due_words(after)
        own_day = date and not is_hour(date) and not _SAME_THING.match(after)
        if _promises(before) and due_words(before) and own_day:
            return [before, *_by_verbs(after)]
    return [words]
