from pathlib import Path

import pytest

from analyser.errors import ProfileError
from analyser.profile import Profile
from analyser.profile_file import SHELF, load_profile

GOOD = (SHELF / "default.toml").read_text(encoding="utf-8")
TEAM = """
extends = "default"
name = "field team"

[signals.expertise]
weight = 0.2

[trust]
min_words = 120

[types.onboarding.talk_listen]
weight = 0.0

[[tracker]]
name = "who_decides"
about = "Asks who decides, and how."
side = "rep"
good = "many"
examples = ["Who signs this off?", "How do you decide?", "Who has the last word?"]
weight = 0.05
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(text.encode(errors="surrogateescape"))
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        load_profile(written(folder, text))
    return str(caught.value)


def test_a_team_says_only_what_it_wants_otherwise(tmp_path: Path) -> None:
    default, team = load_profile("default"), load_profile(written(tmp_path, TEAM))
    assert team.name == "field team"
    assert (team.rules["expertise"].weight, team.min_words) == (0.2, 120)
    assert team.rules["expertise"].curve == default.rules["expertise"].curve
    assert team.rules["candour"] == default.rules["candour"]
    assert team.types["onboarding"]["talk_listen"].weight == 0.0
    assert team.types["demo"] == default.types["demo"]
    assert [tracker.name for tracker in team.trackers] == ["who_decides"]
    assert team.rules["who_decides"].score(0) < team.rules["who_decides"].score(2)


def test_a_tracker_says_what_is_not_meant(tmp_path: Path) -> None:
    before = load_profile(written(tmp_path, TEAM))
    team = load_profile(written(tmp_path, TEAM + 'not_these = ["Who signs for the parcels?"]'))
    assert team.trackers[0].not_these == ("Who signs for the parcels?",)
    assert (before.trackers[0].not_these, before.hash != team.hash) == ((), True)


def test_the_hash_stands_for_what_a_profile_says(tmp_path: Path) -> None:
    before = load_profile(written(tmp_path, TEAM)).hash
    (tmp_path / "other").mkdir()
    spaced = load_profile(written(tmp_path / "other", f"# a remark\n{TEAM}")).hash
    (tmp_path / "third").mkdir()
    changed = load_profile(written(tmp_path / "third", TEAM.replace("0.05", "0.06"))).hash
    assert before == spaced != changed


def test_an_edited_file_is_read_anew(tmp_path: Path) -> None:
    assert load_profile(written(tmp_path, TEAM)).min_words == 120
    edited = TEAM.replace("min_words = 120", "min_words = 1200")
    assert load_profile(written(tmp_path, edited)).min_words == 1200


def test_a_profile_is_its_own() -> None:
    profile = load_profile("default")
    assert load_profile(profile) is profile
    assert isinstance(profile, Profile)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("", "in name", id="empty"),
        pytest.param("name = ", "TOML", id="no-toml"),
        pytest.param("a=" + "[" * 9999, "TOML", id="too-deep"),
        pytest.param("#" * 2**20 + "\n", "1 MB", id="too-large"),
        pytest.param(GOOD.replace("[trust]", "[thrust]"), "in trust", id="no-trust"),
        pytest.param(
            GOOD.replace("min_words = 80", "min_words = 'many'"), "in trust.min_words", id="number"
        ),
        pytest.param(GOOD.replace("weight = 0.", "weight = -1.", 1), ".weight", id="negative"),
        pytest.param(GOOD.replace("weight = 0.", "weight = nan #", 1), ".weight", id="no-number"),
        pytest.param(
            GOOD.replace("[0.3, 35]", "[0.3, 135]"), "in signals.question_quality.curve", id="over"
        ),
        pytest.param(GOOD.replace("[0.3, 35]", "[-0.3, 35]"), "must rise", id="curve-falls-back"),
        pytest.param("signals = 3\n" + GOOD.split("[signals")[0], "signals", id="no-table"),
        pytest.param("\udcff", "TOML", id="no-text"),
        pytest.param(GOOD + "\n[types.demo.candor]\nweight = 1", "did you mean candour", id="typo"),
        pytest.param(GOOD + "\n[types.'De mo'.candour]\nweight = 1", "small letters", id="type"),
        pytest.param(GOOD + "\n[signals.shouting]\nweight = 1", "shouting", id="unknown-signal"),
        pytest.param(GOOD.replace('"overpromise"', '"overpromised"'), "breach_kinds", id="kind"),
        pytest.param(TEAM.replace('"default"', '"../default"'), "extends", id="extends-a-path"),
        pytest.param(TEAM.replace("who_decides", "candour"), "taken", id="tracker-as-a-signal"),
        pytest.param(TEAM.replace("who_decides", "Who decides"), "tracker.0.name", id="no-name"),
        pytest.param(TEAM.replace('good = "many"', 'good = "some"'), "tracker.0.good", id="good"),
        pytest.param(TEAM.replace('"How do you decide?", ', ""), "3 examples", id="few-examples"),
        pytest.param(TEAM.replace("examples", "exmples"), "tracker.0", id="misspelt-key"),
        pytest.param(TEAM.replace("examples", "phrases").replace("Who signs this off?", "?"),
                     "needs a word", id="phrase-without-words"),
        pytest.param(TEAM + 'not_these = ["?"]', "tracker.0.not_these", id="not-these-no-words"),
        pytest.param(TEAM + 'not_these = ["who SIGNS this off"]', "among the examples too",
                     id="meant-and-not-meant"),
        pytest.param(TEAM.replace("examples", "phrases") + 'not_these = ["Who signs?"]',
                     "there are none", id="not-these-without-examples"),
    ],
)  # fmt: skip
def test_bad_profiles_name_the_place(tmp_path: Path, text: str, place: str) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith("mine.toml: expected")
    assert place in message


def test_the_example_of_the_docs_is_a_profile(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "profiles.md").read_text(encoding="utf-8")
    example = page.split("```toml\n", 1)[1].split("```", 1)[0]
    profile = load_profile(written(tmp_path, example))
    assert profile.trackers
    assert "site_visit" in profile.types


def test_an_unknown_profile_names_the_shelf() -> None:
    with pytest.raises(ProfileError, match="the shelf has default"):
        load_profile("none")
