"""Words of a speech engine: by speaker, with their punctuation, in the order of the talk."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Final

from analyser.transcripts.segments import Segment, clean_speaker, in_time_order

BREATH_SECONDS: Final = 0.5
"""A channel's silence that ends an utterance when the other channel talks. Rule of thumb."""

USUAL_WORDS_PER_SECOND: Final = 2.5
_PUNCTUATION: Final = re.compile(r"^[^\w\s<>\[\]({$€£#&@]+$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a speech engine gives it. ``glued`` words join the one before without a space."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    glued: bool = False


def is_punctuation(text: str) -> bool:
    """Whether the text is only marks that follow a word.

    >>> is_punctuation(","), is_punctuation("?!"), is_punctuation("$"), is_punctuation("I")
    (True, True, False, False)
    """
    return bool(_PUNCTUATION.match(text.strip()))


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """One segment a word, punctuation included, for ``turns_of(..., join=True)`` to join.

    A token without speaker and time (masked words, marks) belongs to the word before.
    """
    found: list[tuple[Word, list[str]]] = []
    for word in words:
        text = word.text.strip()
        if not text:
            continue
        if found and _belongs_to(found[-1][0], word):
            before, parts = found[-1]
            parts.append(text if word.glued else f" {text}")
            found[-1] = replace(before, end=_later(before.end, word.end)), parts
        else:
            found.append((word, [text]))
    return [Segment("".join(parts), clean_speaker(w.speaker), w.start, w.end) for w, parts in found]


def _belongs_to(before: Word, after: Word) -> bool:
    if after.glued:
        return after.speaker in (None, before.speaker) or is_punctuation(after.text)
    return after.speaker is None and after.start is None


def _later(one: float | None, other: float | None) -> float | None:
    return max((end for end in (one, other) if end is not None), default=None)


def utterances_of_channels(words: Iterable[Word]) -> list[Segment]:
    """Words of several channels as utterances, sorted by start.

    Somebody who is talked over keeps one utterance; it ends where the channel is silent for
    half a second while another one talks. Without all times the words stay as they come.
    """
    segments = segments_of(words)
    if any(s.start is None for s in segments):
        return segments
    done: list[list[Segment]] = []
    open_group: dict[str | None, list[Segment]] = {}
    last: str | None = None
    for segment in in_time_order(segments):
        group = open_group.get(segment.speaker)
        if group and (segment.speaker == last or not _breathes(group[-1], segment)):
            group.append(segment)
        else:
            open_group[segment.speaker] = [segment]
            done.append(open_group[segment.speaker])
        last = segment.speaker
    return [_utterance(group) for group in done]


def _breathes(before: Segment, after: Segment) -> bool:
    end = before.start if before.end is None else before.end
    return (after.start or 0.0) - (end or 0.0) >= BREATH_SECONDS


def _utterance(group: list[Segment]) -> Segment:
    ends = [s.end for s in group if s.end is not None]
    return replace(group[0], text=" ".join(s.text for s in group), end=max(ends, default=None))


def channel_labels(pairs: Iterable[tuple[object, object]]) -> dict[tuple[str, str], str | None]:
    """A label for each (channel, speaker) pair of a file, by the pair as two strings.

    One channel: the speaker. Several channels with one speaker each: the channel. Several
    channels with several speakers: both, since engines number the speakers anew in each.
    """
    keys = list(dict.fromkeys((_key(channel), _key(speaker)) for channel, speaker in pairs))
    channels = {channel for channel, _ in keys}
    if len(channels) <= 1:
        return {key: key[1] or None for key in keys}
    if len(keys) == len(channels):
        return {key: key[0] or key[1] or None for key in keys}
    return {(c, s): "-".join(part for part in (c, s) if part) or None for c, s in keys}


def channel_label(
    labels: dict[tuple[str, str], str | None], channel: object, speaker: object
) -> str | None:
    """The label that ``channel_labels`` gave the pair."""
    return labels.get((_key(channel), _key(speaker)))


def _key(value: object) -> str:
    return clean_speaker(value) or ""


def likely_divisor(
    spans: Iterable[tuple[str, float | None, float | None]], candidates: Sequence[float]
) -> float:
    """Which divisor turns the times of (text, start, end) into seconds of usual speech.

    The first candidate is the documented one: another must fit clearly better to be taken.

    >>> likely_divisor([("well then let us begin", 400, 2400)], (1, 1000))
    1000
    """
    words, length = 0, 0.0
    for text, start, end in spans:
        if start is not None and end is not None and end > start:
            words += len(text.split())
            length += end - start
    if not words or not length:
        return candidates[0]

    def misfit(divisor: float) -> float:
        return abs(log(words * divisor / length / USUAL_WORDS_PER_SECOND))

    best = min(candidates, key=misfit)
    return best if misfit(best) + 1.5 < misfit(candidates[0]) else candidates[0]
