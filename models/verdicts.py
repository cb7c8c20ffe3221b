"""Coaches' verdicts on what the model found, one a line of JSON:

    {"text": "...", "role": "rep", "label": "pressure", "verdict": "dismissed",
     "corrected": "mutual.step", "call": "acme-1", "turn": 31, "sentence": 0,
     "before": [{"role": "customer", "text": "..."}]}

``text`` is the sentence and ``before`` the turns before it. ``confirmed``: the sentence bears the
label, found or missed; ``dismissed``: it does not, and bears ``corrected`` where that is given;
``unsure`` teaches nothing. See docs/learning.md.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from analyser.codebook import CUSTOMER_LABELS, EXCLUSIVE, LABELS, REP_LABELS

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
BEARS: Final = {"rep": REP_LABELS, "customer": CUSTOMER_LABELS}
EVERY: Final = 5
"""One judged sentence of so many is kept from training, for thresholds."""


class Before(BaseModel):
    """A turn before the sentence; whose it is, None where nobody knows."""

    model_config = ConfigDict(frozen=True)

    text: Text
    role: Literal["rep", "customer", "other"] | None = None


class Verdict(BaseModel):
    """One line. ``call``, ``turn`` and ``sentence`` say where it was, for people."""

    model_config = ConfigDict(frozen=True)

    text: Text
    role: Literal["rep", "customer"]
    label: str
    verdict: Literal["confirmed", "dismissed", "unsure"]
    corrected: str | None = None
    call: str | None = None
    turn: int | None = None
    sentence: int | None = None
    before: tuple[Before, ...] = ()

    @model_validator(mode="after")
    def _fits_the_codebook(self) -> "Verdict":
        for label in filter(None, (self.label, self.corrected)):
            if label not in LABELS:
                raise ValueError(f"expected a label of the codebook: {', '.join(LABELS)}")
            if label not in BEARS[self.role]:
                raise ValueError(f"a sentence of the {self.role} cannot bear {label}")
        if self.corrected and self.verdict != "dismissed":
            raise ValueError("only a dismissed label can be corrected")
        if self.corrected == self.label:
            raise ValueError("expected another label as the corrected one")
        return self

    def says(self) -> dict[str, bool]:
        """Which labels the sentence bears by this verdict, and which it does not."""
        if self.verdict == "unsure":
            return {}
        borne = self.label if self.verdict == "confirmed" else self.corrected
        said = {self.label: self.verdict == "confirmed"}
        if borne:
            rivals = {label for group in EXCLUSIVE if borne in group for label in group}
            said |= dict.fromkeys(sorted(rivals), False) | {borne: True}
        if borne == "price.trade":
            said["price.cut"] = True
        return said


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """All that coaches said of one sentence. ``targets``: by label the share, 0 to 1, of verdicts
    by which it bears the label; labels of which nobody spoke are absent."""

    text: str
    role: str
    before: tuple[Before, ...] = ()
    targets: dict[str, float] = field(default_factory=dict)


def read_verdicts(path: Path) -> list[Verdict]:
    """The verdicts of a file. Raises ValueError, which names line and rule and quotes no talk."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(
            f"{path.name}: expected a file of verdicts in UTF-8, found none that can be read"
        ) from error
    lines = enumerate(text.split("\n"), 1)
    return [_verdict(line, f"{path.name}:{n}") for n, line in lines if line.strip()]


def _verdict(line: str, place: str) -> Verdict:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(f"{place}: expected a verdict as one line of JSON") from None
    try:
        return Verdict.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{place}: {where + ': ' if where else ''}{first['msg']}") from None


def judged(verdicts: Sequence[Verdict]) -> list[JudgedSentence]:
    """The sentences spoken of, each with the mean of what was said, in an order that does not
    depend on that of the verdicts."""
    said: dict[tuple[str, str, tuple[Before, ...]], list[dict[str, bool]]] = {}
    for verdict in verdicts:
        if claims := verdict.says():
            said.setdefault((verdict.text, verdict.role, verdict.before), []).append(claims)
    out = []
    for (text, role, before), all_claims in said.items():
        labels = [label for label in LABELS if any(label in claims for claims in all_claims)]
        targets = {label: fmean(c[label] for c in all_claims if label in c) for label in labels}
        out.append(JudgedSentence(text, role, before, targets))
    return sorted(out, key=_digest)


def split(sentences: Sequence[JudgedSentence]) -> tuple[list[JudgedSentence], list[JudgedSentence]]:
    """Sentences to learn from, and one in EVERY of them to choose thresholds with."""
    kept = [s for n, s in enumerate(sentences, 1) if n % EVERY == 0]
    return [s for n, s in enumerate(sentences, 1) if n % EVERY], kept


def version_with(version: str, sentences: Sequence[JudgedSentence]) -> str:
    """The version of a model that learnt these on top: ``1.0.0+verdicts.1f0c9a2e``."""
    digests = "".join(map(_digest, sentences))
    return f"{version}+verdicts.{hashlib.sha256(digests.encode()).hexdigest()[:8]}"


def _digest(sentence: JudgedSentence) -> str:
    before = [(turn.role, turn.text) for turn in sentence.before]
    parts = [sentence.text, sentence.role, before, sentence.targets]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
