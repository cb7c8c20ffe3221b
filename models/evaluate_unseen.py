"""Measure on calls of authors whom the model does not know: ``python -m models.evaluate_unseen``.

``data/training/unseen`` holds calls by authors of none of the training batches, who saw none of
these. Nothing is trained with them. Those who wrote ``u01`` and ``u02`` planned what the
codebook asks for; those of the other files knew no labels, and readers labelled their calls.
Prints for each kind labels by turn, on the calls as they are and made raw; what the rep did about
requests and which cuts were premature, by the readers' own labels and by the model's; and how the
trust score goes with the ratings of a reader who did not write the calls.
"""

import random
import sys
from collections.abc import Sequence
from typing import Final

import numpy as np

from analyser.analysis import analyse
from analyser.report import CallReport
from models import act_model
from models.calibrate import turn_scores
from models.episode_quality import as_labelled, cut_agreement, request_agreement
from models.evaluate import spearman_interval
from models.fit_trust import spearman, written
from models.marked_calls import LabelledCall, read_folder
from models.quality import label_table
from models.train import TRAINING, UNPLANNED
from models.training_data import as_raw

UNSEEN: Final = TRAINING / "unseen"
FEWEST: Final = 5
"""Labels that fewer turns bear are left out."""


def main() -> int:
    """Exit code 0."""
    calls = read_folder(UNSEEN)
    _print_quality("planned", [c for c in calls if not c.id.startswith(UNPLANNED)])
    _print_quality("unplanned", [c for c in calls if c.id.startswith(UNPLANNED)])
    return 0


def _print_quality(kind: str, calls: list[LabelledCall]) -> None:
    dice = random.Random(0)
    print(f"{kind}: {len(calls)} calls, {sum(len(call.turns) for call in calls)} turns")
    for form, group in (("as written", calls), ("made raw", [as_raw(c, dice) for c in calls])):
        table = label_table(turn_scores(act_model().classifier, group), act_model().thresholds)
        counted = table[table["turns"] >= FEWEST]
        print(f"\n{kind}, {form}: macro-F1 {counted['f1'].mean():.3f} over {len(counted)} labels")
        columns = ["label", "turns", "precision", "recall", "f1"]
        print(counted[columns].round(3).to_string(index=False))
    reports = [analyse(written(call)) for call in calls]
    for by, found in (
        ("the readers' labels", [as_labelled(call) for call in calls]),
        ("the model's", [report.call for report in reports]),
    ):
        pairs = list(zip(calls, found, strict=True))
        print(f"\n{kind}, by {by}: {request_agreement(pairs).line('requests')}")
        print(f"{kind}, by {by}: {cut_agreement(pairs).line('runs of cuts')}")
    print(f"\n{kind}: {trust_line(calls, reports)}\n")


def trust_line(calls: Sequence[LabelledCall], reports: Sequence[CallReport]) -> str:
    """How the trust score goes with the ratings, both 0 to 100, of the calls that have both."""
    rated = [
        (report.trust.score, rating, report.trust.interval)
        for call, report in zip(calls, reports, strict=True)
        if report.trust.score is not None
        and report.trust.interval is not None
        and (rating := call.ratings.get("trust")) is not None
    ]
    pairs = np.array([(score, rating) for score, rating, _ in rated], float)
    low, high = spearman_interval(pairs)
    within = np.mean([span[0] <= rating <= span[1] for _, rating, span in rated])
    return (
        f"trust and a reader's rating: Spearman {spearman(*pairs.T):.3f} (95 % interval {low:.2f} "
        f"to {high:.2f}) on {len(rated)} of {len(calls)} calls; rating within the score's "
        f"interval on {within:.0%}"
    )


if __name__ == "__main__":
    sys.exit(main())
