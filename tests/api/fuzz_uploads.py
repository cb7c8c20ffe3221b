"""Hand in damaged transcripts without end: ``python -m tests.api.fuzz_uploads 10000``.

Prints the answers by status, and how much memory grew after the first tenth. Exits 1 where one
was a 5xx other than 503, memory grew by more than ``MOST_MB``, or nothing at all was taken.
"""

import json
import random
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fastapi.testclient import TestClient

from analyser.transcripts.source import MAX_BYTES
from api.main import create_app
from api.settings import ServiceSettings
from tests.api.quick_service import QUICK, vtt

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
MOST_MB = 64
LONGEST = min(200_000, MAX_BYTES)
BITS = (
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"-->",
    b"{",
    b"[" * 500,
    b'"',
    b"\r",
    b"<v ",
    b"1e999",
)
KINDS = ("form", "application/json", "text/plain", "application/octet-stream")


def seeds() -> list[bytes]:
    """Sound transcripts of many formats."""
    files = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
    own = json.dumps({"id": "a", "turns": [{"speaker": "A", "text": "Hi.", "start": 1}]})
    return [vtt(), own.encode(), *(path.read_bytes()[:LONGEST] for path in files)]


def damaged(number: int) -> Iterator[tuple[bytes, str]]:
    """So many damaged transcripts with how to send each; the same every time."""
    chance = random.Random(7)
    sound = seeds()
    for _ in range(number):
        data = bytearray(chance.choice(sound))
        for _ in range(chance.randint(1, 6)):
            damage(data, chance, sound)
        yield bytes(data[:LONGEST]), chance.choice(KINDS)


def damage(data: bytearray, chance: random.Random, sound: list[bytes]) -> None:
    """Cut, double, overwrite or mix in a part."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 8, 200, 5_000)))
    how = chance.randrange(5)
    if how == 0:
        del data[start:end]
    elif how == 1:
        data[start:start] = data[start:end]
    elif how == 2:
        data[start:end] = chance.randbytes(end - start)
    elif how == 3:
        data[start:start] = chance.choice(BITS)
    else:
        other = chance.choice(sound)
        place = chance.randrange(len(other) + 1)
        data[start:start] = other[place : place + 2_000]


def hand_in_all(client: TestClient, number: int) -> tuple[Counter[int], float]:
    """The answers by status, and the growth of memory in MB after the first tenth."""
    answers = Counter[int]()
    settled = 0.0
    for count, (data, kind) in enumerate(damaged(number)):
        if kind == "form":
            sent = client.post("/v1/calls", files={"file": ("x", data)})
        else:
            sent = client.post("/v1/calls", content=data, headers={"Content-Type": kind})
        answers[sent.status_code] += 1
        if count == number // 10:
            settled = peak_mb()
    return answers, peak_mb() - settled


def peak_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Hand in as many as the command line says."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        chosen = ServiceSettings(
            database=f"{folder}/calls.db",
            job_threads=0,
            rate=0,
            redact=("card", "phone", "email", "name"),
        )
        app = create_app(chosen, road=QUICK)
        here = "http://127.0.0.1:8000"
        with TestClient(app, base_url=here, client=("127.0.0.1", 50_000)) as client:
            answers, grown = hand_in_all(client, number)
    print(dict(sorted(answers.items())), f"memory grew by {grown:.1f} MB")
    failed = any(status >= 500 and status != 503 for status in answers)
    return int(failed or grown > MOST_MB or not answers[201])


if __name__ == "__main__":
    sys.exit(main())
