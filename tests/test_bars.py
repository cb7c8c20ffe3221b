import pytest

from analyser.bars import bar, say


@pytest.mark.parametrize(("shown", "seen"), [(True, True), (False, False), (None, False)])
def test_a_bar_shows_where_it_is_asked_for_or_somebody_looks_on(
    shown: bool | None, seen: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(bar(range(3), total=3, shown=shown)) == [0, 1, 2]
    out, err = capsys.readouterr()
    assert ("3/3" in err) is seen
    assert out == ""


def test_lines_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say("analyser: here")
    assert capsys.readouterr() == ("", "analyser: here\n")
