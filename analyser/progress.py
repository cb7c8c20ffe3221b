"""How far into a call something happens."""

from analyser.annotation import AnnotatedCall


def progress(call: AnnotatedCall, turn: int, sentence: int) -> float:
    """Share, 0 to 1, of the call's words that were said before a sentence.

    >>> from analyser.testing import marked_call
    >>> progress(marked_call("R: Hello there.", "C: Well. Go on."), 1, 1)
    0.6
    """
    total, spoken = call.words_before[-1], call.turns[turn]
    before = call.words_before[turn]
    before += len(spoken.text[: spoken.sentences[sentence].start].split())
    return before / total if total else 0.0
