"""The command line: parse, call, print. Nothing else in the analyser prints."""

import argparse
import json
import os
import signal as os_signal
import sys
import textwrap
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.batch.tasks import CallFailure, analyse_files
from analyser.errors import (
    AnalyserError,
    ProfileError,
    Refused,
    SettingsError,
    TranscriptError,
)
from analyser.history.writers import history_writer
from analyser.ingest import read_path
from analyser.profile_file import load_profile
from analyser.settings import Settings
from analyser.signals import all_signals
from analyser.transcripts.source import MAX_BYTES
from analyser.writers import check_out, report_writer, whole

if TYPE_CHECKING:
    from analyser.client import Client

OK, SOME_FAILED, MISUSED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 (all well), 1 (some input failed) or 2 (misused)."""
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        code: int = args.run(args)
    except (SettingsError, ProfileError) as error:
        print(f"analyser: {error}", file=sys.stderr)
        return MISUSED
    except AnalyserError as error:
        print(f"analyser: {error}", file=sys.stderr)
        is_key = isinstance(error, Refused) and error.status in (401, 403)
        return MISUSED if is_key else SOME_FAILED
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: that is no failure.
        sys.stderr.close()
        return OK
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else "output"
        print(f"analyser: {name}: expected to write it, found: {error.strerror}", file=sys.stderr)
        return SOME_FAILED
    except KeyboardInterrupt:
        # What is under way ends first; who presses Ctrl-C once more need not wait for it.
        os_signal.signal(os_signal.SIGINT, os_signal.SIG_DFL)
        print("analyser: stopped", file=sys.stderr)
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="analyser",
        description="Find the moments in sales calls where trust was won or lost.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    analyse = commands.add_parser("analyse", help="analyse calls and write reports")
    analyse.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, glob, URL or -")
    analyse.add_argument("--out", type=Path, help="FILE.jsonl, FILE.json, FILE.html or a folder")
    analyse.set_defaults(run=_analyse)

    history = commands.add_parser(
        "history", help="what became of promises over an account's calls, contradictions, trends"
    )
    history.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder or glob")
    history.add_argument("--out", type=Path, help="FILE.json, FILE.jsonl or FILE.html")
    history.set_defaults(run=_history)
    for command in (analyse, history):
        command.add_argument(
            "--rep",
            action="append",
            default=[],
            metavar="NAME",
            help="somebody of the seller's side; name them all: the others are taken for "
            "customers, unless the talk says surely otherwise",
        )
        command.add_argument(
            "--own-domain",
            action="append",
            default=[],
            metavar="DOMAIN",
            help="the seller's e-mail domain",
        )
        command.add_argument(
            "--profile", default="default", help="scoring profile: name or TOML file"
        )
        command.add_argument("--workers", type=_positive, default=1, metavar="N")

    convert = commands.add_parser("convert", help="write a transcript as the project's own JSON")
    convert.add_argument("input", metavar="INPUT")
    convert.add_argument("--out", type=Path, required=True, metavar="CALL.json")
    for command in (analyse, history, convert):
        command.add_argument(
            "--gong-calls",
            type=Path,
            metavar="FILE",
            help="the answer of Gong's calls API, for names and sides",
        )
    convert.set_defaults(run=_convert)

    push = commands.add_parser("push", help="hand in calls to a service")
    push.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, glob or URL")
    push.add_argument(
        "--url",
        default=os.environ.get("TRUST_ANALYSER_URL"),
        help="the service's address; else TRUST_ANALYSER_URL, else this computer",
    )
    push.add_argument(
        "--key",
        help="API key; better in TRUST_ANALYSER_KEY, for others here can see the command line",
    )
    push.add_argument(
        "--rep",
        action="append",
        default=[],
        metavar="NAME",
        help="somebody of the seller's side; name them all",
    )
    push.add_argument("--account", metavar="NAME", help="whose calls they all are")
    push.add_argument("--at-a-time", type=_positive, default=4, metavar="N")
    push.set_defaults(run=_push)

    catalogue = commands.add_parser("signals", help="list what is measured, how, and its limits")
    catalogue.set_defaults(run=_signals)

    serve = commands.add_parser("serve", help="serve the API and the page")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="work at the service's batches beside the server")
    worker.add_argument("--threads", type=_positive, default=1, metavar="N")
    worker.set_defaults(run=_worker)

    for name, run, about in (
        ("backup", _backup, "copy the service's database into a new file, also while it runs"),
        ("restore", _restore, "put a backup into a new database of the service"),
    ):
        copy = commands.add_parser(name, help=about)
        copy.add_argument("file", type=Path, metavar="FILE")
        copy.set_defaults(run=run)

    admin = commands.add_parser("admin", help="name who administers the service")
    create = admin.add_subparsers(required=True).add_parser("create", help="add an admin")
    create.add_argument("--email", required=True)
    create.add_argument("--name", default="")
    create.add_argument("--team", default="default", help="made where it is missing")
    create.set_defaults(run=_create_admin)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("expected 1 or more")
    return number


def _settings(args: argparse.Namespace) -> Settings:
    load_profile(args.profile)  # A profile that cannot be used is told once, not for each call.
    return Settings(
        tuple(args.rep), tuple(args.own_domain), args.profile, gong_calls=args.gong_calls
    )


def _check_out(args: argparse.Namespace) -> None:
    beside = () if args.gong_calls is None else (args.gong_calls,)
    check_out(args.out, (*args.inputs, *beside))


def _analyse(args: argparse.Namespace) -> int:
    settings = _settings(args)
    _check_out(args)
    # One byte over the limit is enough to refuse it.
    stdin = sys.stdin.buffer.read(MAX_BYTES + 1) if "-" in args.inputs else None
    outcomes = analyse_files(args.inputs, settings, workers=args.workers, stdin=stdin)
    failures = 0
    with report_writer(args.out) as writer:
        for outcome in outcomes:
            if isinstance(outcome, CallFailure):
                failures += 1
                print(f"analyser: {outcome.message}", file=sys.stderr)
                continue
            writer.write(outcome)
            for warning in outcome.warnings:
                print(f"analyser: {outcome.source}: {warning}", file=sys.stderr)
    return SOME_FAILED if failures else OK


def _history(args: argparse.Namespace) -> int:
    from analyser.history import analyse_history

    if "-" in args.inputs:
        raise SettingsError(
            "history: expected files, folders or globs, found -; give a .jsonl file"
        )
    settings = _settings(args)
    _check_out(args)
    with history_writer(args.out) as write:
        found = analyse_history(args.inputs, settings=settings, workers=args.workers)
        write(found.to_dict())
    for failure in found.failures:
        print(f"analyser: {failure.message}", file=sys.stderr)
    for view in found.accounts:
        for warning in view.warnings:
            print(f"analyser: {view.account or 'no account named'}: {warning}", file=sys.stderr)
    for warning in found.warnings:
        print(f"analyser: {warning}", file=sys.stderr)
    return SOME_FAILED if found.failures else OK


def _convert(args: argparse.Namespace) -> int:
    calls = read_path(Path(args.input), gong_calls=args.gong_calls)
    if args.out.suffix != ".jsonl" and len(calls) > 1:
        raise TranscriptError(
            f"{calls[0].source}: expected one call, found {len(calls)}; give --out CALLS.jsonl"
        )
    texts = [json.dumps(call.to_dict(), ensure_ascii=False) for call in calls]
    with whole(args.out) as stream:
        stream.writelines(f"{text}\n" for text in texts)
    for call in calls:
        for warning in call.warnings:
            print(f"analyser: {call.source}: {warning}", file=sys.stderr)
    return OK


def _push(args: argparse.Namespace) -> int:
    # Others need no client.
    from analyser.bars import say, saying
    from analyser.client import Uploads
    from analyser.client.choices import Facts

    facts: Facts = {"rep": args.rep}
    if args.account is not None:
        facts["account"] = args.account
    found, rest = [], "; run it again for the rest"
    with saying("analyser.client"), _client(args.url, args.key) as client:
        client.session()  # A key that is not valid is told once, not for each file.
        try:
            for outcome in client.uploads(args.inputs, at_a_time=args.at_a_time, **facts):
                found.append(outcome)
                if isinstance(outcome, CallFailure):
                    say(f"analyser: {outcome.message}")
                elif not sys.stdout.isatty():
                    line = {"name": outcome.name, "call": outcome.call, "is_new": outcome.is_new}
                    print(json.dumps(line), flush=True)
            rest = ""
        finally:
            told = Uploads.of(found)
            new = sum(call.is_new for call in told.calls)
            counts = f"{new} new calls, {len(told.calls) - new} kept before"
            say(f"analyser: {counts}, {len(told.failures)} failed{rest}")
    return SOME_FAILED if told.failures else OK


def _client(url: str | None, key: str | None) -> "Client":
    from analyser.bars import say
    from analyser.client import Client
    from analyser.client.client import URL

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        client = Client(url or URL, key)
    for warning in told:
        say(f"analyser: {warning.message}")
    return client


def _signals(_args: argparse.Namespace) -> int:
    for name, signal in all_signals().items():
        print(f"{name}: {signal.principle}\n")
        for heading, text in (
            ("Unit", signal.part("Unit")),
            ("Formula", signal.part("Formula")),
            ("Limits", signal.part("Limits")),
            ("Source", signal.part("Source")),
        ):
            wrapped = textwrap.wrap(f"{heading + ':':9}{text}", 96, subsequent_indent=" " * 13)
            print("\n".join(f"    {line}" for line in wrapped))
        print()
    return OK


def _serve(args: argparse.Namespace) -> int:
    # The service needs packages that reading a call does not.
    from api.server import serve

    serve(args.host, args.port)
    return OK


def _backup(args: argparse.Namespace) -> int:
    from api.backup import backup

    backup(args.file)
    return OK


def _restore(args: argparse.Namespace) -> int:
    from api.backup import restore

    restore(args.file)
    return OK


def _worker(args: argparse.Namespace) -> int:
    from api.server import work

    work(args.threads)
    return OK


def _create_admin(args: argparse.Namespace) -> int:
    from api.admin import create_admin

    create_admin(args.team, args.email, args.name)
    return OK
