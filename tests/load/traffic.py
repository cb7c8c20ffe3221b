"""Who comes, for locust: those who read at a steady pace, and those who upload without a pause."""

import json
import os
import random
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from locust import FastHttpUser, task

from tests.load.fill import ACCOUNTS, REPS

RATE = float(os.environ.get("LOAD_RATE", "2"))
FACTS = json.loads(Path(os.environ["LOAD_FACTS"]).read_text())
"""For readers ``ids`` of stored calls, ``kinds`` of moments, common ``words``, how many ``calls``,
``names`` of reps and accounts to look at over time; for uploaders the calls to hand in."""
ACKNOWLEDGED = Path(os.environ.get("LOAD_ACKNOWLEDGED", "acknowledged.txt"))
CHANCE = random.Random(int(os.environ.get("LOAD_SEED", "7")))


class Reader(FastHttpUser):
    """Asks for what programs and pages ask for."""

    def on_start(self) -> None:
        time.sleep(self.wait_time())

    def wait_time(self) -> float:
        """Seconds. Readers come by chance: in step, as locust's steady pace lets them fall, they
        are not a hundred a second but fifty at once, twice a second."""
        return CHANCE.expovariate(RATE)

    def get(self, name: str, path: str) -> Any:
        return self.client.get(path, name=name)

    @task(4)
    def newest(self) -> None:
        self.get("list", "/v1/calls")

    @task(2)
    def older(self) -> None:
        self.get("list, a page on", f"/v1/calls?cursor={CHANCE.randrange(2, FACTS['calls'])}")

    @task(3)
    def of_a_rep(self) -> None:
        self.get("list of a rep", f"/v1/calls?rep=Rep%20{CHANCE.randrange(REPS):02d}")

    @task(3)
    def of_an_account(self) -> None:
        self.get("list of an account", f"/v1/calls?account={account()}")

    @task(3)
    def of_days(self) -> None:
        month = f"202{CHANCE.choice('456')}-0{CHANCE.randint(1, 9)}"
        self.get("list of a week", f"/v1/calls?since={month}-10&until={month}-16&type=demo")

    @task(2)
    def of_scores(self) -> None:
        low = CHANCE.choice((0, 5, 40, 60, 95))
        self.get("list by score", f"/v1/calls?min_score={low}&max_score={low + 3}")

    @task(2)
    def with_a_moment(self) -> None:
        self.get("list with a moment", f"/v1/calls?moment={CHANCE.choice(FACTS['kinds'])}")

    @task(2)
    def of_all_that(self) -> None:
        asked = f"rep=Rep%20{CHANCE.randrange(REPS):02d}&type=demo&outcome=won&min_score=50"
        self.get("list by four filters", f"/v1/calls?{asked}")

    @task(3)
    def with_a_rare_word(self) -> None:
        self.get("search, rare word", f"/v1/calls?text=deal{CHANCE.randrange(FACTS['calls'])}")

    @task(3)
    def with_common_words(self) -> None:
        words = "%20".join(CHANCE.sample(FACTS["words"], 2))
        self.get("search, common words", f"/v1/calls?text={words}")

    @task(2)
    def with_words_of_a_rep(self) -> None:
        rep = f"Rep%20{CHANCE.randrange(REPS):02d}"
        self.get("search of a rep", f"/v1/calls?rep={rep}&text={CHANCE.choice(FACTS['words'])}")

    @task(4)
    def queue(self) -> None:
        found = self.get("moments to judge", "/v1/moments?unreviewed=true&limit=40").json()
        if found["next_cursor"]:
            place = f"/v1/moments?unreviewed=true&limit=40&cursor={found['next_cursor']}"
            self.get("moments, a page on", place)

    @task(3)
    def queue_of_a_kind(self) -> None:
        kind = CHANCE.choice(FACTS["kinds"])
        self.get("moments of a kind", f"/v1/moments?kind={kind}&unreviewed=true")

    @task(2)
    def queue_of_a_rep(self) -> None:
        rep = f"Rep%20{CHANCE.randrange(REPS):02d}"
        self.get("moments of a rep", f"/v1/moments?rep={rep}&severity=high")

    @task(1)
    def queue_of_an_account(self) -> None:
        self.get("moments of an account", f"/v1/moments?account={account()}")

    @task(6)
    def report(self) -> None:
        self.get("report", f"/v1/calls/{CHANCE.choice(FACTS['ids'])}")

    @task(2)
    def moments_of_a_call(self) -> None:
        self.get("moments of a call", f"/v1/calls/{CHANCE.choice(FACTS['ids'])}/moments")

    @task(2)
    def commitments(self) -> None:
        self.get("commitments of an account", f"/v1/commitments?account={account()}")

    @task(2)
    def reps(self) -> None:
        self.get("reps", "/v1/reps")

    @task(2)
    def accounts(self) -> None:
        self.get("accounts", f"/v1/accounts?cursor={account().lower()}")

    @task(2)
    def rep(self) -> None:
        self.get("a rep over time", f"/v1/reps/{CHANCE.choice(FACTS['names']['rep'])}")

    @task(2)
    def account(self) -> None:
        name = CHANCE.choice(FACTS["names"]["account"])
        self.get("an account over time", f"/v1/accounts/{name}")


def account() -> str:
    return f"Account%20{CHANCE.randrange(ACCOUNTS):04d}"


class Uploader(FastHttpUser):
    """Hands in a call after the other; when told to come back later, does. Writes down what was
    acknowledged."""

    def on_start(self) -> None:
        self.calls: list[dict[str, Any]] = FACTS["uploads"]

    @task
    def upload(self) -> None:
        call = CHANCE.choice(self.calls)
        mark = {"speaker": "Ann", "text": f"Order {uuid4().hex}, as you asked."}
        body = {"meta": call["meta"], "turns": [*call["turns"], mark]}
        with self.client.post("/v1/calls", name="upload", json=body, catch_response=True) as answer:
            if answer.status_code == 201:
                with ACKNOWLEDGED.open("a") as known:
                    known.write(answer.headers["Call-Id"] + "\n")
                answer.success()
            elif answer.status_code == 503 and answer.headers.get("Retry-After"):
                answer.request_meta["name"] = "asked to come back"
                answer.success()
                time.sleep(float(answer.headers["Retry-After"]) * CHANCE.uniform(0.1, 1))
            else:
                answer.request_meta["name"] = f"upload answered {answer.status_code}"
                answer.failure(answer.request_meta["name"])
