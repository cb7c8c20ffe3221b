"""A believable quarter of a sales team out of written calls: ``python -m models.quarter FOLDER``.

For notebooks and benchmarks, never for training. Twelve reps sell to sixty accounts. Each call is
a written call with its people renamed; what the rep promised last time, and what became of it,
is said in turns of templates. Everything is drawn with a seed.

Limits: a rep's level decides which calls are drawn, and whether a deal is won is drawn from the
rated trust of its calls. What is found in such a quarter was put there; it says nothing about
real deals.
"""

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from models.marked_calls import LabelledCall, read_folder

TRAINING: Final = Path(__file__).parents[1] / "data" / "training"
FIRST_DAY: Final = date(2026, 1, 5)
DAYS: Final = 84
CALLS, ACCOUNTS = 400, 60
LATEST_FIRST_CALL: Final = 20
REPS: Final = (
    *("Alma Reyes", "Bastian Voss", "Chidi Okafor", "Dana Whitlock", "Elif Demir", "Farid Nasser"),
    *(
        "Greta Lindqvist",
        "Hugo Marchetti",
        "Imani Clarke",
        "Jonas Petrov",
        "Keiko Arata",
        "Liam Duffy",
    ),
)
_FIRMS: Final = (
    *("Alder", "Birchwood", "Cobalt", "Dunmore", "Eastgate", "Fernhill", "Glenrock", "Harbour"),
    *("Ironbridge", "Juniper", "Kestrel", "Larkfield", "Marlowe", "Northway", "Orchard"),
)
_TRADES: Final = ("Foods", "Logistics", "Clinics", "Engineering")
_PEOPLE: Final = (
    *("Agnes", "Bruno", "Carla", "Dmitri", "Esther", "Felipe", "Gwen", "Hamid", "Ines", "Jarek"),
    *("Katya", "Leon", "Mirela", "Nadim", "Odette", "Pavel", "Quinn", "Rosa", "Stellan", "Tamsin"),
)
_THINGS: Final = (
    "security pack",
    "revised quote",
    "list of references",
    "data processing terms",
    "rollout plan",
    "sample report",
)
_WEEKS: Final = ("two", "three", "four", "six", "eight", "ten")
_LEFT_OUT: Final = frozenset({"charity ask", "bargaining"})


@dataclass(frozen=True, slots=True)
class Rep:
    """``level``: the rated trust, 0 to 100, around which their calls lie. ``reliable``: how often,
    0 to 1, they do what they said."""

    name: str
    level: float
    reliable: float


@dataclass(frozen=True, slots=True)
class Account:
    """``days`` of its calls, in order; ``wants`` is how much it needs the product, around 0."""

    name: str
    contact: str
    rep: Rep
    days: tuple[date, ...]
    wants: float


@dataclass(frozen=True, slots=True)
class Quarter:
    """``calls`` in the project's own JSON, by day; ``accounts``: account, rep, amount (whole
    pounds), outcome (won or lost)."""

    calls: tuple[dict[str, Any], ...]
    accounts: tuple[dict[str, Any], ...]

    def write(self, folder: Path) -> None:
        """``calls.jsonl`` and ``accounts.csv``."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(call, ensure_ascii=False) + "\n" for call in self.calls]
        (folder / "calls.jsonl").write_text("".join(lines), encoding="utf-8")
        rows = [list(self.accounts[0]), *(list(row.values()) for row in self.accounts)]
        text = "".join(",".join(map(str, row)) + "\n" for row in rows)
        (folder / "accounts.csv").write_text(text, encoding="utf-8")


def make_quarter(calls: int = CALLS, *, accounts: int | None = None, seed: int = 7) -> Quarter:
    """A quarter of so many calls; the same numbers and seed give the same quarter.

    Without ``accounts`` there are 60 to 400 calls, and as many to others. Raises ValueError for
    fewer than two accounts or calls than accounts.
    """
    number = max(2, round(calls * ACCOUNTS / CALLS)) if accounts is None else accounts
    if number < 2 or calls < number:
        raise ValueError("a quarter needs two accounts or more, and a call for each")
    draw = random.Random(seed)
    written = [
        call
        for call in read_folder(TRAINING)
        if call.ratings.get("trust") is not None and call.meta.get("kind") not in _LEFT_OUT
    ]
    reps = [Rep(name, draw.uniform(30, 80), draw.uniform(0.4, 0.95)) for name in REPS]
    made: list[dict[str, Any]] = []
    rows = []
    for account in _accounts(calls, number, reps, draw):
        own, trust = _calls(account, written, draw)
        made += own
        chance = 1 / (1 + math.exp(-((trust - 55) / 9 + account.wants)))
        rows.append(
            {
                "account": account.name,
                "rep": account.rep.name,
                "amount": 500 * draw.randint(8, 160),
                "outcome": "won" if draw.random() < chance else "lost",
            }
        )
    made.sort(key=lambda call: (call["meta"]["date"], call["id"]))
    return Quarter(tuple(made), tuple(rows))


def _accounts(
    calls: int, number: int, reps: Sequence[Rep], draw: random.Random
) -> Iterator[Account]:
    firms = [f"{firm} {trade}" for trade in _TRADES for firm in _FIRMS]
    counts = [1] * number
    for _ in range(calls - number):
        counts[draw.randrange(number)] += 1
    for place, count in enumerate(counts):
        name = firms[place] if place < len(firms) else f"{firms[place % len(firms)]} {place}"
        first = draw.randrange(LATEST_FIRST_CALL)
        days = (
            sorted(draw.sample(range(first, DAYS), count))
            if count <= DAYS - first
            else sorted(draw.choices(range(first, DAYS), k=count))
        )
        yield Account(
            name,
            draw.choice(_PEOPLE),
            reps[place % len(reps)],
            tuple(_weekday(FIRST_DAY + timedelta(days=day)) for day in days),
            draw.gauss(0, 0.6),
        )


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _calls(
    account: Account, written: Sequence[LabelledCall], draw: random.Random
) -> tuple[list[dict[str, Any]], float]:
    """An account's calls and the mean of their rated trust."""
    made, ratings = [], []
    promised: str | None = None
    weeks = draw.randrange(len(_WEEKS))
    for number, day in enumerate(account.days, 1):
        aim = account.rep.level + draw.gauss(0, 12)
        call = min(draw.sample(list(written), 12), key=lambda c: abs(_trust(c) - aim))
        ratings.append(_trust(call))
        raw = call.meta.get("form") == "raw"
        turns = _renamed(call, account)
        opening = _opening(account, promised, draw) if promised else []
        promised = draw.choice(_THINGS)
        if draw.random() > account.rep.reliable:
            weeks = draw.randrange(len(_WEEKS))
        turns = [*opening, *turns, *_ending(account, promised, _WEEKS[weeks], draw)]
        if raw:
            turns = [{**turn, "text": _as_heard(turn["text"])} for turn in turns]
        slug = account.name.lower().replace(" ", "-")
        kind = call.meta.get("kind", "call")
        made.append(
            {
                "id": f"{slug}-{number:02}",
                "meta": {
                    "title": f"{account.name}: {kind}",
                    "date": day.isoformat(),
                    "account": account.name,
                    "call_type": kind,
                },
                "turns": turns,
            }
        )
    return made, sum(ratings) / len(ratings)


def _trust(call: LabelledCall) -> float:
    return float(call.ratings["trust"] or 0)


def _renamed(call: LabelledCall, account: Account) -> list[dict[str, str]]:
    """The call's turns with the foremost rep and customer renamed, in the talk too."""
    names: dict[str, str] = {}
    for role, name in (("rep", account.rep.name), ("customer", account.contact)):
        words: Counter[str] = Counter()
        for turn in call.turns:
            if turn.role == role:
                words[turn.speaker] += len(turn.text.split())
        if words:
            names[words.most_common(1)[0][0]] = name
    found = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b", re.IGNORECASE)
    raw = call.meta.get("form") == "raw"

    def other(match: re.Match[str]) -> str:
        name = next(new for old, new in names.items() if old.lower() == match[0].lower())
        first = name.split()[0]
        return first.lower() if raw else first

    return [
        {
            "speaker": names.get(turn.speaker, turn.speaker),
            "role": turn.role,
            "text": found.sub(other, turn.text),
        }
        for turn in call.turns
    ]


def _opening(account: Account, thing: str, draw: random.Random) -> list[dict[str, str]]:
    if draw.random() < account.rep.reliable:
        words = draw.choice(
            [
                f"Thanks for the {thing}, it came when you said it would.",
                f"I have read the {thing} you sent. Good of you to be so quick.",
            ]
        )
    else:
        words = draw.choice(
            [
                f"I am still waiting for the {thing}, you were going to send it last time.",
                f"Before we start, the {thing} never arrived.",
            ]
        )
    return [_said(account.contact, "customer", words)]


def _ending(account: Account, thing: str, weeks: str, draw: random.Random) -> list[dict[str, str]]:
    day = draw.choice(["Tuesday", "Thursday", "Friday"])
    first = draw.choice(
        [f"I'll send you the {thing} by {day}.", f"You will have the {thing} from me by {day}."]
    )
    return [
        _said(account.contact, "customer", "And how long would it take to get us live?"),
        _said(account.rep.name, "rep", f"The rollout takes {weeks} weeks. {first}"),
        _said(account.contact, "customer", draw.choice(["Good, thank you.", "Fine, speak soon."])),
    ]


def _said(speaker: str, role: str, text: str) -> dict[str, str]:
    return {"speaker": speaker, "role": role, "text": text}


def _as_heard(text: str) -> str:
    return re.sub(r"[.,?!]", "", text).lower()


def main(argv: Sequence[str] | None = None) -> int:
    """Write a quarter to a folder."""
    parser = argparse.ArgumentParser(description="Write an invented quarter of calls.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)
    quarter = make_quarter(args.calls, seed=args.seed)
    quarter.write(args.folder)
    words = sum(len(turn["text"].split()) for call in quarter.calls for turn in call["turns"])
    print(f"{len(quarter.calls)} calls, {len(quarter.accounts)} accounts, {words} words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
