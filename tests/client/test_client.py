"""The client beside the real service: what goes in, what comes out."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analyser
from analyser.batch.columns import tables
from analyser.batch.tasks import CallFailure
from analyser.client import Client, KeptCall, KeptCalls
from analyser.client.replies import value_of
from analyser.client.wire import Wire
from analyser.errors import NoAnswer, Refused, SettingsError, TranscriptError
from analyser.plots import call_timeline
from api.access import Role
from tests.api.quick_service import own_json, vtt
from tests.api.teams import Team
from tests.client.conftest import Start

MONTHS = ("March", "May", "June")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    (folder / "jan").mkdir(parents=True)
    for month in MONTHS:
        (folder / "jan" / f"{month}.vtt").write_bytes(vtt(month))
    return folder


@pytest.mark.parametrize("form", ["path", "text", "bytes", "dict", "conversation"])
def test_takes_a_call_in_any_form(client: Client, folder: Path, form: str) -> None:
    path = folder / "jan" / "March.vtt"
    talk = own_json()
    call: Any = {
        "path": path,
        "text": path.read_text(),
        "bytes": path.read_bytes(),
        "dict": talk,
        "conversation": analyser.Conversation(
            "acme", (analyser.Turn("Ann", "Why March?", analyser.Role.REP),)
        ),
    }[form]
    first = client.upload(call, rep="Ann Lee", account="Acme", date="2026-03-04")
    assert first.is_new
    assert first.report is not None
    assert client.report(first.call).facts == first.report.facts
    again = client.upload(call, rep=["Ann Lee"])
    assert (again.call, again.is_new) == (first.call, False)
    (kept,) = client.calls(account="acme", since="2026-03-04")
    assert (kept.id, kept.rep, kept.date) == (first.call, "Ann Lee", "2026-03-04")


def test_reports_show_themselves_and_hold_their_tongue(client: Client) -> None:
    found = client.upload(vtt())
    assert found.report is not None
    assert "<iframe" in found.report._repr_html_()
    assert call_timeline(found.report)._repr_svg_()
    assert "dear" not in repr(found)


def test_a_folder_twice_is_kept_once(client: Client, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    first = client.upload_many(folder, at_a_time=2, rep="Ann Lee")
    assert [call.name for call in first.calls] == [f"jan/{m}.vtt" for m in sorted(MONTHS)]
    (failure,) = first.failures
    assert (failure.source, failure.error) == ("bad.txt", "UnknownFormat")
    assert failure.message.startswith("bad.txt: expected")
    again = client.upload_many(str(folder / "**" / "*.vtt"), rep="Ann Lee")
    assert [call.call for call in again.calls] == [call.call for call in first.calls]
    assert repr(again) == "Uploads(3 calls, 0 of them new, 0 failures)"


def test_bad_files_of_every_kind_are_failures(client: Client, tmp_path: Path) -> None:
    quote = "We need it live by March"
    files = {
        "empty.vtt": b"",
        "broken.json": json.dumps(own_json(quote)).encode()[:-5],
        "picture.png": b"\x89PNG\r\n",
        "good.vtt": vtt(),
    }
    found = client.upload_many(files)
    assert [call.name for call in found.calls] == ["good.vtt"]
    assert [one.source for one in found.failures] == ["empty.vtt", "broken.json", "picture.png"]
    assert all(one.message.startswith(f"{one.source}: expected") for one in found.failures)
    assert quote not in "".join(one.message for one in found.failures)
    (none,) = client.upload_many(tmp_path / "nowhere.vtt").failures
    assert "expected a file, a folder" in none.message


def test_no_files_are_a_failure_that_says_so(client: Client, tmp_path: Path) -> None:
    found = client.upload_many(tmp_path)
    assert (len(found.calls), len(found.failures)) == (0, 1)
    assert "found nothing" in found.failures[0].message
    assert client.upload_many([]).failures == ()
    with pytest.raises(SettingsError, match="expected 1 to 1000 files, found 0"):
        client.batch([])


@pytest.mark.parametrize(
    "name",
    [
        *('a"b.vtt', "a\nb.vtt", "a\r\nX-Y: z.vtt", "Zo\udce9.vtt", "%00%0a.vtt", "שלום\u202e.vtt"),
        *("-rf", "..vtt", " .vtt", "x" * 250 + ".vtt", "'; DROP TABLE calls;--.vtt"),
    ],
)
def test_hostile_names_do_no_harm(client: Client, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(vtt())
    (tmp_path / "plain.txt").write_bytes(b"\x00")
    found = client.upload_many([tmp_path / name, tmp_path / "plain.txt"])
    assert (found.calls[0].name, len(found.failures)) == (name, 1)
    (kept,) = client.calls()
    assert kept.source.isprintable()
    assert "X-Y" not in kept.source or "\n" not in kept.source


def test_a_file_of_several_calls_becomes_each_of_them(client: Client, tmp_path: Path) -> None:
    several = [own_json(f"We need {n}.") for n in range(3)]
    (tmp_path / "several.json").write_text(json.dumps(several))
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps(one) + "\n" for one in several))
    for _ in range(2):
        found = client.upload_many(tmp_path)
        assert [call.name for call in found.calls] == [
            *(f"lines.jsonl:{n}" for n in (1, 2, 3)),
            *(f"several.json ({n})" for n in (1, 2, 3)),
        ]
        assert len(list(client.calls())) == 6


def test_rows_of_a_frame_bring_their_facts(client: Client) -> None:
    talk = vtt("March").decode()
    frame = pd.DataFrame(
        {"call_id": ["acme.1"], "transcript": talk, "account": "Acme", "region": "N"}
    )
    (call,) = client.upload_many(frame).calls
    (bare,) = client.upload_many(frame[["call_id", "transcript"]]).calls
    assert {client.transcript(one.call)["id"] for one in (call, bare)} == {"acme.1"}
    meta = client.transcript(call.call)["meta"]
    assert (meta["account"], meta["region"]) == ("Acme", "N")
    assert [one.id for one in client.calls(account="Acme")] == [call.call]


def test_a_batch_is_waited_for(client: Client, folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("april.vtt", vtt("April"))
        archive.writestr("bad.txt", b"\x00")
    job = client.wait(client.batch([folder, tmp_path / "more.zip"], account="Acme"), timeout=60)
    assert (job.waiting, job.done, job.failed) == (0, 4, 1)
    (failed,) = client.job_items(job, state="failed")
    assert (failed.name, failed.call) == ("bad.txt", None)
    assert {one.id for one in client.jobs()} == {job.id}
    anew = client.wait(client.reanalyse(account="Acme"), timeout=60)
    assert (anew.kind, anew.done) == ("reanalysis", 4)


def test_waiting_has_an_end(start: Start, folder: Path) -> None:
    with Client(start(job_threads=0)) as client:
        job = client.batch(folder)
        with pytest.raises(NoAnswer, match="3 items waiting; they are kept"):
            client.wait(job, timeout=0)


def test_many_pages_are_one_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyser.client.jobs.PAGE", 2)
    made = client.upload_many({f"{n}.vtt": vtt(str(n)) for n in range(5)})
    listed = [call.id for call in client.calls()]
    assert (len(listed), set(listed)) == (5, {call.call for call in made.calls})
    moments = [moment.id for moment in client.moments()]
    assert len(moments) == len(set(moments)) > 5
    own = list(client.moments(made.calls[0].call))
    assert {moment.call for moment in own} == {made.calls[0].call}


def test_tables_are_those_of_a_batch(client: Client, folder: Path) -> None:
    made = client.upload_many(folder, account="Acme", rep="Ann Lee")
    found = analyser.analyse_many(client.calls(rep="Ann Lee"))
    for name, columns in tables().items():
        dtypes = getattr(found, name).dtypes.astype(str).to_dict()
        assert dtypes == {column.name: column.dtype for column in columns}
    assert sorted(found.calls.call_id) == sorted(call.call for call in made.calls)
    # Nothing failed, and the default profile has no trackers.
    assert all(
        len(getattr(found, name)) for name in tables() if name not in {"failures", "trackers"}
    )
    assert {json.loads(meta)["id"] for meta in found.calls.meta} == {"marked"}
    assert len(client.tables(rep="Nobody").calls) == 0


def test_only_what_is_new_is_fetched(
    client: Client, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.upload_many(folder)
    first = client.tables(out=tmp_path / "out")
    asked: list[str] = []
    json_of = client._wire.json
    monkeypatch.setattr(
        client._wire, "json", lambda *a, **k: (asked.append(a[1]), json_of(*a, **k))[1]
    )
    new = client.upload(vtt("July"))
    again = client.tables(out=tmp_path / "out", resume=True)
    assert asked == ["/v1/calls", f"/v1/calls/{new.call}"]
    assert {*first.calls.call_id, new.call} == set(again.calls.call_id)


@pytest.mark.parametrize("slash", ["", "/"])
def test_an_address_of_calls_is_an_input(
    url: str, client: Client, folder: Path, tmp_path: Path, slash: str
) -> None:
    client.upload_many(folder, rep="Ann Lee", account="Acme & Sons")
    other = client.upload(vtt("July"), rep="Zoë Fry").call
    address = f"{url}/v1/calls{slash}"
    found = analyser.analyse_many(f"{address}?rep=Ann+Lee&account=Acme%20%26%20Sons")
    chosen = client.tables(rep="Ann Lee")
    for name in tables():
        pd.testing.assert_frame_equal(getattr(found, name), getattr(chosen, name))
    assert len(found.calls) == len(MONTHS)
    assert list(analyser.analyse_many(f"{address}?rep=Zo%C3%AB Fry").calls.call_id) == [other]
    for _ in range(2):
        kept = analyser.analyse_many(address, out=tmp_path / "out", resume=True)
        assert len(kept.calls) == len(MONTHS) + 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("?reps=Ann", "reps: expected one of account", id="no-filter"),
        pytest.param("?rep=Ann&rep=Zoe", "each filter once", id="twice"),
    ],
)
def test_an_address_that_asks_for_what_is_not_there_is_told(
    url: str, query: str, message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        analyser.analyse_many(f"{url}/v1/calls{query}")


def test_an_address_without_a_key_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRUST_ANALYSER_KEY")
    with pytest.raises(Refused, match="expected a key"):
        analyser.analyse_many(f"{url}/v1/calls")
    with pytest.raises(SettingsError, match="without a name or password"):
        analyser.analyse_many("https://ann:secret@trust.acme.example/v1/calls")


def test_an_address_of_calls_goes_alone(client: Client, url: str, folder: Path) -> None:
    address = f"{url}/v1/calls"
    for inputs in ([address], [folder, address]):
        with pytest.raises(SettingsError, match="expected files, found the address"):
            analyser.analyse_many(inputs)
    with pytest.raises(SettingsError, match="expected files, found the address"):
        client.upload_many(address)
    with pytest.raises(SettingsError, match="no settings, workers or engine"):
        analyser.analyse_many(address, workers=2)


@pytest.mark.usefixtures("quick_road")
def test_the_same_calls_can_be_analysed_anew(client: Client, folder: Path) -> None:
    made = client.upload_many(folder)
    found = analyser.analyse_many(client.calls().transcripts())
    assert set(found.calls.call_id) == {call.call for call in made.calls}
    assert set(found.calls.model) == {"acts test"}


def test_what_has_no_report_is_a_failure(start: Start) -> None:
    with Client(start(job_threads=0)) as client:
        call = client.upload(vtt("July"), name="july.vtt").call
        total, found = client.calls().done({})
        client.delete(call)
        (done,) = found
    assert total == 1
    assert done.outcomes is not None
    (outcome,) = done.outcomes
    assert isinstance(outcome, CallFailure)
    assert (outcome.source, outcome.error, done.mark) == ("july.vtt", "NoReport", "")


@pytest.mark.parametrize(
    ("state", "error", "message"),
    [
        pytest.param("accepted", "NotAnalysedYet", "a.vtt: expected a report", id="waits"),
        pytest.param("failed", "UnknownFormat", "a.vtt: expected text", id="failed"),
    ],
)
def test_calls_that_are_not_analysed_are_failures(state: str, error: str, message: str) -> None:
    facts = {"id": "1", "state": state, "source": "a.vtt"}
    why = {"error_type": "/docs#unknown-format", "error_detail": "a.vtt: expected text"}
    call = value_of(KeptCall, facts | (why if state == "failed" else {}))
    kept = KeptCalls(Wire("http://127.0.0.1:1", None, timeout=1, patience=0), {})
    (found,) = kept._done({}, call).outcomes or ()
    assert isinstance(found, CallFailure)
    assert found.error == error
    assert found.message.startswith(message)


def test_settings_go_with_transcripts_alone(client: Client) -> None:
    with pytest.raises(SettingsError, match="give their transcripts"):
        analyser.analyse_many(client.calls(), settings=analyser.Settings(reps=("Ann",)))


def test_verdicts_go_in_by_table_and_come_out_to_learn_from(
    client: Client, folder: Path, tmp_path: Path
) -> None:
    client.upload_many(folder)
    moments = client.tables().moments
    rows = moments.assign(verdict=pd.NA, comment=None)
    rows.loc[rows.kind == "overpromise", "verdict"] = "confirmed"
    assert client.push_verdicts(rows).count == 3
    assert {m.verdict for m in client.moments(kind="overpromise")} == {"confirmed"}
    assert client.export_verdicts(tmp_path / "verdicts.jsonl") == 3
    from models.verdicts import read_verdicts

    assert len(read_verdicts(tmp_path / "verdicts.jsonl")) == 3


def test_verdicts_that_do_not_fit_are_told_by_row(client: Client) -> None:
    call = client.upload(vtt()).call
    good = next(client.moments(call))
    place = {"call_id": call, "kind": good.kind, "turn": good.turn, "sentence": good.sentence}
    found = client.push_verdicts(
        [
            {**place, "verdict": "dismissed", "corrected": "nothing.known"},
            {**place, "turn": 99, "verdict": "confirmed"},
            {"moment_id": good.id, "verdict": "unsure"},
            {"call_id": "nowhere", "kind": "x", "turn": 0, "sentence": 0, "verdict": "confirmed"},
        ]
    )
    assert found.count == 1
    assert [one.error for one in found.failures] == ["Refused", "MomentNotFound", "Refused"]
    (said,) = client.judge(good.id, "confirmed", comment="Yes.")[:1]
    assert (said.verdict, said.comment) == ("confirmed", "Yes.")
    with pytest.raises(SettingsError, match="row 1: expected moment_id"):
        client.push_verdicts([{"verdict": "confirmed"}])


def test_deletes(client: Client) -> None:
    call = client.upload(vtt()).call
    client.delete(call)
    with pytest.raises(Refused, match="expected the id of a") as error:
        client.report(call)
    assert (error.value.status, error.value.kind) == (404, "call-not-found")


@pytest.mark.parametrize("call_id", ["../jobs", "a/b", "?x=1", ""])
def test_ids_stay_in_their_place(client: Client, call_id: str) -> None:
    with pytest.raises((Refused, SettingsError)):
        client.delete(call_id)


def test_names_that_are_no_filter_are_refused(client: Client) -> None:
    with pytest.raises(SettingsError, match="reps: expected one of account"):
        client.calls(reps="Ann")  # type: ignore[call-arg]
    with pytest.raises(SettingsError, match="expected a call or filters"):
        next(client.moments("x", kind="y"))


def test_a_file_that_cannot_be_read_is_told(client: Client, tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match=r"none\.vtt: expected a file"):
        client.upload(tmp_path / "none.vtt")


def test_keys_open_what_they_may(
    url: str, team: Team, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Client(url, team.secrets[Role.UPLOADER]) as client:
        assert client.session().scopes == ("calls:write",)
        receipt = client.upload(vtt())
        assert (receipt.is_new, receipt.report) == (True, None)
        with pytest.raises(Refused, match="ask an admin"):
            client.report(receipt.call)
    with Client(url, team.secrets[Role.ANALYST]) as client:
        assert client.report(receipt.call)
    with Client(url, "ta_wrong") as client, pytest.raises(Refused, match="valid key"):
        client.upload_many(folder)
    monkeypatch.delenv("TRUST_ANALYSER_KEY")
    with Client(url) as client, pytest.raises(Refused, match="expected a key"):
        client.session()
