from collections.abc import Mapping
from dataclasses import replace

import pytest

from analyser.call_types import CallType, settle_call_type, stated_type
from analyser.testing import marked_call

CALL = marked_call("R: Can I show you the map?", "C: Please do.")


class Reader:
    call_type_threshold = 0.8

    def __init__(self, demo: float) -> None:
        self.demo = demo

    def call_types(self, *_: object) -> Mapping[str, float]:
        return {"demo": self.demo, "other": 1 - self.demo}


def stating(call_type: object) -> object:
    conversation = replace(CALL.conversation, meta={"call_type": call_type})
    return replace(CALL, conversation=conversation)


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        pytest.param("Discovery call", "discovery", id="with-more-words"),
        pytest.param("COLD_CALL", "cold", id="underlined"),
        pytest.param("Outbound - prospecting", "cold", id="outbound"),
        pytest.param("Renewal negotiation", "renewal", id="renewal-before-negotiation"),
        pytest.param("1st demo", "demo", id="demo"),
        pytest.param("other", "other", id="other"),
        pytest.param("democracy", None, id="part-of-a-word"),
        pytest.param(7, None, id="a-number"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_knows_the_types_that_files_state(stated: object, name: str | None) -> None:
    assert stated_type({"call_type": stated}) == name


def test_knows_a_type_of_the_teams_own() -> None:
    assert stated_type({"call_type": "Site visit 2"}, {"site_visit"}) == "site_visit"


def test_what_is_stated_goes_before_what_is_heard() -> None:
    assert settle_call_type(stating("cold"), (), Reader(0.99)) == CallType("cold", "stated", 1.0)


@pytest.mark.parametrize(
    ("demo", "found"),
    [
        pytest.param(0.9, CallType("demo", "inferred", 0.9), id="sure"),
        pytest.param(0.7, CallType(None, None, 0.7), id="in-doubt"),
    ],
)
def test_a_type_is_named_only_when_sure(demo: float, found: CallType) -> None:
    assert settle_call_type(CALL, (), Reader(demo)) == found


def test_without_sides_no_type_is_told() -> None:
    assert settle_call_type(marked_call("?: Hi.", "?: Hello."), (), Reader(1.0)) == CallType()
