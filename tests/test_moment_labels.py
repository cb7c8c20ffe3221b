from analyser.codebook import LABELS
from analyser.moment_labels import BY_COURSE, BY_LABEL, ON_NO_LABEL
from analyser.page.words import KINDS


def test_every_kind_rests_on_labels_or_on_none() -> None:
    groups = [set(BY_LABEL), set(BY_COURSE), set(ON_NO_LABEL)]
    assert sum(map(len, groups)) == len(set.union(*groups))
    assert set.union(*groups) == set(KINDS)


def test_names_labels_of_the_codebook_alone() -> None:
    assert {one for names in (*BY_LABEL.values(), *BY_COURSE.values()) for one in names} <= set(
        LABELS
    )
