import pytest

from analyser.english import language_of

ENGLISH = "What would it mean for you if we were not live by the end of the month? "
TALK = {
    "en": ENGLISH,
    "de": "Wir haben das noch nicht gesehen, und es ist auch nicht so gut für uns. ",
    "fr": "Nous ne sommes pas dans une situation où il est possible de le faire avec vous. ",
    "es": "No es lo que nosotros queremos para la empresa, pero también está muy bien. ",
    "und": "אנחנו צריכים את זה עד סוף החודש כדי שנוכל להתחיל לעבוד עם המערכת החדשה. ",
}


@pytest.mark.parametrize(("language", "text"), TALK.items(), ids=TALK)
def test_names_the_language(language: str, text: str) -> None:
    assert language_of([text] * 4) == language


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="no-talk"),
        pytest.param(["Ja, genau, richtig."], id="too-little-to-tell"),
        pytest.param([ENGLISH.lower().replace("?", "")] * 3, id="unpunctuated"),
        pytest.param(
            [ENGLISH, "Guten Tag, Herr Kunze.", ENGLISH, ENGLISH], id="a-foreign-greeting"
        ),
        pytest.param(["Twenty three point five, order K 9 7, "] * 2 + [ENGLISH] * 2, id="numbers"),
    ],
)
def test_takes_for_english(texts: list[str]) -> None:
    assert language_of(texts) == "en"
