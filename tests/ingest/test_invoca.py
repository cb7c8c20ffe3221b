import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

TALK = [{"agent": "How many seats?"}, {"caller": "Forty."}, {"agent": "Thanks."}]


@pytest.mark.parametrize(
    "data", [pytest.param(TALK, id="list"), pytest.param({"transcript": TALK}, id="in-object")]
)
def test_reads_one_key_objects(data: object) -> None:
    (call,) = read(data)
    assert call.format == "invoca"
    assert [(t.speaker, t.role, t.start) for t in call.turns] == [
        ("agent", Role.REP, None),
        ("caller", Role.CUSTOMER, None),
        ("agent", Role.REP, None),
    ]


def test_refuses_talk_without_words() -> None:
    with pytest.raises(DamagedInput, match="Invoca"):
        read([{"agent": ""}, {"caller": " "}])
