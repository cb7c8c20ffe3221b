"""How good the act model is, as tables for people: labels, calibration, annotators, verdicts.

What ``notebooks/05`` shows. Everything comes from data in the project: calls held out of the
training, calls labelled twice, and invented verdicts on a phrase that no training call has.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyser.codebook import LABELS
from analyser.intervals import share_interval
from models import ACTS, SIDES
from models.act_classifier import ReadTurn
from models.agreement import SECOND, agreements, alike, by_id, ratings
from models.calibrate import TurnScores, read_calls, scores_of
from models.fit_trust import spearman
from models.learn import learn
from models.marked_calls import LabelledCall
from models.train import TRAINING, Material, gather
from models.trained import ActModel, load_act_model
from models.verdicts import Verdict, judged, split

BESIDE: Final = 120
"""So many training calls are read beside the verdicts, to hold the model in place."""

HOUSE_OPENINGS: Final = ("", "So, ", "Well, ", "Look, ", "And ", "Honestly, ", "Okay, ", "Now, ")
HOUSE_PHRASES: Final = (
    "the lantern is lit on this one.",
    "we only keep the lantern lit so long.",
    "I would hate for the lantern to go out on you.",
    "the lantern is lit until Friday.",
    "you do know the lantern is lit.",
)
HOUSE_LABEL: Final = "pressure"


@dataclass(frozen=True, slots=True)
class Change:
    """What verdicts changed. Shares 0 to 1 of what was said in verdicts kept aside that the model
    finds; ``labels``: of those asserted on held-out calls, how many there were, and how many came
    or went."""

    found_before: float
    found_after: float
    labels: int
    changed: int
    version: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model reads in calls: ``reads`` one a call, in their order."""

    model: ActModel
    calls: Sequence[LabelledCall]
    reads: Sequence[Sequence[ReadTurn]]

    @property
    def scores(self) -> TurnScores:
        """What the model says of each turn, beside its labels."""
        return scores_of(self.calls, self.reads)

    @property
    def labels(self) -> pd.DataFrame:
        """See ``label_table``."""
        return label_table(self.scores, self.model.thresholds)

    @property
    def asserted(self) -> NDArray[np.bool_]:
        """Which labels the model asserts of each sentence, ``(n_sentences, n_labels)``."""
        limits = np.array([self.model.thresholds[label] for label in LABELS])
        found = [turn.probabilities for turns in self.reads for turn in turns]
        return np.concatenate(found) >= limits


def hear(model: ActModel, calls: Sequence[LabelledCall]) -> Heard:
    """Have the model read the calls."""
    return Heard(model, calls, read_calls(model.classifier, calls))


def committed_model() -> ActModel:
    """The act model of the project, whatever model the environment names."""
    return load_act_model(ACTS, SIDES)


def held_out(calls: int | None = None) -> list[LabelledCall]:
    """The calls that the weights were not trained on, or so many of them, drawn with a seed. They
    did set probabilities and thresholds."""
    found = gather(None).held
    return found if calls is None else random.Random(0).sample(found, min(calls, len(found)))


def label_table(scores: TurnScores, limits: dict[str, float]) -> pd.DataFrame:
    """A row a label: turns that bear it, precision and recall with 95 % intervals, F1; by turn.

    NA where the label was never said or never borne.
    """
    rows = []
    for n, label in enumerate(LABELS):
        said, gold = _probabilities(scores)[:, n] >= limits[label], scores.gold[:, n]
        right, claimed, borne = (int(part.sum()) for part in (said & gold, said, gold))
        rows.append(
            {
                "label": label,
                "turns": borne,
                "precision": _share(right, claimed),
                "precision_interval": _interval(right, claimed),
                "recall": _share(right, borne),
                "recall_interval": _interval(right, borne),
                "f1": _share(2 * right, claimed + borne),
            }
        )
    return pd.DataFrame(rows).convert_dtypes()


def people_table() -> pd.DataFrame:
    """A row a label: how far two annotators agree on the calls that were labelled twice."""
    rows = [
        {
            "label": one.label,
            "turns": one.turns,
            "both": one.both,
            "first_alone": one.first_alone,
            "second_alone": one.second_alone,
            "f1": one.f1,
            "kappa": one.kappa,
        }
        for one in agreements(by_id(TRAINING), by_id(SECOND))
    ]
    return pd.DataFrame(rows)


def people_episodes() -> pd.DataFrame:
    """A row a judgement that the two annotators made of whole episodes and calls: how many both
    made, and how far they agree (a share, for ratings Spearman's rank correlation)."""
    first, second = by_id(TRAINING), by_id(SECOND)
    rows = [
        (name, of, _share(same, of), "share judged alike")
        for name, (same, of) in alike(first, second).items()
    ]
    rated = ratings(first, second)
    a, b = np.array(rated, float).T
    rows.append(("trust of the call, 0 to 100", len(rated), spearman(a, b), "Spearman"))
    return pd.DataFrame(rows, columns=["judgement", "both made", "agreement", "measured as"])


def stated_and_found(scores: TurnScores) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The probability of each label that a turn can bear, and whether it bears it; ``(n,)``."""
    can = np.isfinite(scores.logits)
    return _probabilities(scores)[can], scores.gold[can]


def house_verdicts() -> list[Verdict]:
    """Forty verdicts of an invented team, in whose words a lit lantern means pressure."""
    return [
        Verdict(text=opening + phrase, role="rep", label=HOUSE_LABEL, verdict="confirmed")
        for opening, phrase in product(HOUSE_OPENINGS, HOUSE_PHRASES)
    ]


def learnt(verdicts: Sequence[Verdict], folder: Path, beside: int = BESIDE) -> ActModel:
    """The model that learnt from verdicts, written to a folder, with ``beside`` training calls to
    hold it in place (``make learn`` takes all of them)."""
    train = random.Random(0).sample(gather(None).train, beside)
    learn(judged(verdicts), ACTS, folder, Material(train, [], []), log=lambda _line: None)
    return load_act_model(folder, SIDES)


def change(before: Heard, after: Heard, verdicts: Sequence[Verdict]) -> Change:
    """What the verdicts changed: on those kept aside from learning, each said by the rep in the
    midst of a call, and on the labels of the calls, which both models have read."""
    _, kept = split(judged(verdicts))
    claims = [(s.text, label) for s in kept for label, share in s.targets.items() if share > 0.5]
    once, then = (
        float(np.mean([_finds(one.model, *claim, one.calls) for claim in claims]))
        for one in (before, after)
    )
    was, now = before.asserted, after.asserted
    changed = int((was != now).sum())
    return Change(once, then, int(was.sum()), changed, after.model.version)


def moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rows of two label tables whose F1 is another in hundredths, the greatest loss first."""
    both = before[["label", "turns", "f1"]].merge(
        after[["label", "f1"]], on="label", suffixes=("_before", "_after")
    )
    change = (both["f1_after"].round(2) - both["f1_before"].round(2)).round(2)
    both = both.assign(change=change).dropna()
    return both[both["change"] != 0].sort_values("change", kind="stable")


def _finds(model: ActModel, text: str, label: str, calls: Sequence[LabelledCall]) -> bool:
    call = next(c for c in calls if any(t.role == "rep" for t in c.turns[4:]))
    place = next(n for n in range(4, len(call.turns)) if call.turns[n].role == "rep")
    said = replace(call.turns[place], sentences=(text,), labels=((),))
    changed = replace(call, turns=(*call.turns[:place], said, *call.turns[place + 1 : place + 3]))
    read = model.read([t.text for t in changed.turns], [t.role for t in changed.turns])[place]
    column = LABELS.index(label)
    return bool(read.probabilities[:, column].max() >= model.thresholds[label])


def _probabilities(scores: TurnScores) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):
        found: NDArray[np.float64] = 1 / (1 + np.exp(-scores.logits))
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _interval(part: int, whole: int) -> str | None:
    if not whole:
        return None
    low, high = share_interval(part, whole)
    return f"{low:.2f} to {high:.2f}"
