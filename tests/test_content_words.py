import pytest

from analyser.content_words import content_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param("Yeah, I think that is really good.", set(), id="small-talk"),
        pytest.param("The AUDIT was painful", {"audit", "painful"}, id="case-does-not-matter"),
        pytest.param("the auditor’s view", {"auditor", "view"}, id="ending-taken-off"),
        pytest.param("our IT in Q3, 2026", set(), id="short-words-and-numbers"),
        pytest.param("the hand-over", {"hand-over"}, id="hyphen"),
    ],
)
def test_words_that_carry_the_matter(text: str, words: set[str]) -> None:
    assert content_words(text) == words
