"""Every command, on a workspace of hostile texts, ids, names and files: what reaches a terminal
or a pipe has no control characters but rich's own, and no text is markup."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from cli.app import COMMANDS
from domain.conversations import Customer, Rejected
from domain.themes import Assignment, Theme
from store.write.staging import Staging
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import NOW, ask, conversation, days, home_at, message
from tests.commands import run_here

EVIL = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\x7f\u202egnp.exe\u2066\u200f\u061c\u2028\ufeff"
    "\U000e0041\x85 [red]r[/red] [/] [link=https://evil.example]l[/link] :bug: \\"
)
NAME = "a\x1b[2J\u202eb [red]c [@x]\nearshot: all is well.jsonl"
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
RICH = re.compile(r"\r?\x1b\[(?:[\d;]*m|2K|1A|\?25[hl])")
"""Colours, and what a bar of progress moves by; none of it is in `EVIL` or `NAME`."""
WORDS = EVIL.replace("\x1b", "").replace("\x00", "")
CALLS: dict[str, list[list[str]]] = {
    "ingest": [["FILE"], ["FILE", "--dry-run"], ["FILE", "--source", WORDS], ["no\x1b[2J"]],
    "pull": [["\x1b[2J"], ["zendesk", "--since", EVIL]],
    "parse": [["FILE"], ["FILE", "--unmasked"]],
    "imports": [[], ["show", "i-1"], ["remove", "i-2"], ["remove", EVIL]],
    "themes": [[]],
    "run": [["FILE", "--period", EVIL], ["FILE"]],
    "rank": [
        *([], ["--by", "area"], ["--by", "customers"], ["--channel", EVIL], ["--split", "channel"]),
        *(["--area", EVIL], ["--period", EVIL], ["--split", EVIL], ["--worth", EVIL]),
    ],
    "show": [["t-evil", "--ids"], [EVIL]],
    "search": [[EVIL]],
    "theme": [
        ["rename", "t-evil", EVIL, "--who", EVIL],
        ["merge", "t-other", "--into", "t-evil", "--who", EVIL],
        ["undo", "--who", "me"],
        ["split", "t-evil", "--ask", "a0", "--name", EVIL, "--who", "me"],
        ["move", "a1", "--to", "t-other", "--who", "me"],
        ["move", EVIL, "--to", EVIL, "--who", "me"],
        ["status", "t-evil", "shipped", "--link", f"https://{EVIL}", "--who", "me"],
        ["status", "t-evil", EVIL, "--who", "me"],
        ["answer", "t-evil", EVIL, "--link", EVIL, "--who", "me"],
        ["answer", "t-evil", EVIL, "--who", "me"],
        *(["owner", "t-evil", EVIL, "--who", "me"], ["note", "t-evil", EVIL, "--who", "me"]),
        *(["area", "t-evil", EVIL, "--who", "me"], ["kind", "t-evil", EVIL, "--who", "me"]),
        ["declare", EVIL, "--example", EVIL, "--who", "me"],
        ["declare", EVIL, "--preview", "--who", "me"],
        ["pin", "t-evil", "--who", EVIL],
        ["history"],
        [EVIL],
    ],
    "areas": [[], ["set", "AREAS"], [], ["set", "FILE"], ["example"], ["clear"]],
    "outcomes": [[], ["--period", EVIL]],
    "differs": [["t-evil"], [EVIL], ["t-evil", "--period", EVIL]],
    "today": [[], ["--days", "400"]],
    "sentiment": [[], ["--period", EVIL]],
    "effort": [[], ["--period", EVIL]],
    "inside": [["t-evil"], [EVIL]],
    "whom": [["t-evil"], ["t-evil", "--account", EVIL], [EVIL]],
    "together": [[], ["t-evil"], [EVIL]],
    "askers": [
        *(["t-evil"], [EVIL], ["t-evil", "--lines", "FILE"]),
        ["t-evil", "--told", "--who", EVIL],
    ],
    "drivers": [[], ["--period", EVIL]],
    "trend": [[], ["--weeks", "2"]],
    "alarms": [[]],
    "effect": [["t-evil", "--shipped", "2026-02-10"], [EVIL], ["t-evil", "--shipped", EVIL]],
    "repeats": [[]],
    "findability": [[]],
    "workload": [[]],
    "audit": [["t-evil"], ["t-evil", "--show"]],
    "report": [["--format", "html,md,csv", "--out", "OUT"], ["--format", EVIL], ["--lang", EVIL]],
    "serve": [["--host", EVIL]],
    "discover": [["TEXTS", "--text", EVIL, "--html", "OUT.html", "--out", "OUT.csv"], ["TEXTS"]],
    "evaluate": [
        ["TEXTS", "--text", EVIL, "--truth", "truth", "--themes", "OUT.csv"],
        ["TEXTS", "--truth", EVIL + "?"],
    ],
    "redact": [["FILE"], ["no\x1b[2J"]],
    "models": [[]],
    "doctor": [[]],
    "check": [[], ["--repair"]],
    "forget": [["--customer", EVIL], ["--conversation", f"c0{EVIL}"]],
}
"""What each command is called with; the last call of all takes words away."""
TYPED = b"y\nq\n" * 4
"""What is typed where a command asks."""
UNFORESEEN = 70
"""Exit code of a failure that nobody foresaw."""
DRIVER = """
import json, sys
from cli import app
for words in json.load(open(sys.argv[1])):
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    sys.argv = ["earshot", *words]
    code = app._run_command()
    print(f"@@{code} {words[0]}", flush=True)
"""


def make_workspace(folder: Path) -> None:
    """Written straight into the store, as an older version may have left it."""
    home = home_at(folder)
    told = [
        conversation(
            f"c{n}{EVIL}",
            message(f"where is it {EVIL}", at=NOW - days(n)),
            message(EVIL, "m2", author="agent", at=NOW - days(n) + days(0.1)),
            url=f"https://desk.example/{EVIL}", channel=EVIL, subject=EVIL, page=EVIL,
            status=EVIL, tags=(EVIL,), created_at=NOW - days(n),
            customer=Customer(EVIL, None, EVIL, EVIL, (("plan", EVIL),)),
        )
        for n in range(40)
    ]  # fmt: skip
    asks = [ask(f"a{n}", one.key, f"where is it {EVIL}", at=one.created_at)
            for n, one in enumerate(told)]  # fmt: skip
    for source, some in ((EVIL, told[:1]), ("test", told)):
        with Staging(home) as staging, open_writer(home, EVIL, NOW) as writer:
            for one in some:
                staging.add(replace(one, source=source))
            staging.add(Rejected(EVIL, EVIL))
            writer.merge(staging, source, NAME, EVIL)
            for batch in writer.read_pending(1):
                mine = {one.key for one in batch if one.source == "test"}
                writer.save_asks(batch, [a for a in asks if a.conversation_key in mine], 1)
    themes = [
        Theme(name, EVIL, (EVIL,), (some[0],), min_similarity=0.3, centroid=np.ones(2, np.float32))
        for name, some in (("t-evil", ["a0"]), ("t-other", ["a30"]))
    ]
    placed = [Assignment(f"a{n}", "t-evil" if n < 30 else "t-other", 0.5) for n in range(40)]
    run = GroupingRun("fast", "f" * 64, {}, {"mean": np.zeros(2, np.float32)})
    with open_writer(home, "test", NOW) as writer:
        writer.save_grouping(run, themes, placed, [])


def make_files(folder: Path) -> dict[str, str]:
    """Where the words of a call in capitals lie."""
    native = {
        "id": f"n{EVIL}", "url": EVIL, "channel": EVIL, "rating": EVIL,
        "customer": {"id": EVIL, "name": EVIL}, "messages": [{"author": EVIL, "text": EVIL}],
    }  # fmt: skip
    lines = [native, {**native, "id": "n2", "messages": [{"author": "customer", "text": EVIL}]}]
    (folder / NAME).write_text("\n".join(json.dumps(one) for one in lines) + f"\n{EVIL}\n")
    quoted = EVIL.replace('"', '""')
    rows = "".join(f'"where is it {n} {quoted}",x{quoted}\n' for n in range(12))
    (folder / f"{NAME}.csv").write_text(f'"{quoted}",truth\n{rows}', newline="")
    escaped = json.dumps(EVIL)  # in TOML a text is written the same way
    area = f"[[area]]\nname = {escaped}\nteam = {escaped}\nowner = {escaped}\nabout = {escaped}\n"
    (folder / f"{NAME}.toml").write_text(area)
    out = folder / "out\x1b[2J"
    return {
        "FILE": str(folder / NAME), "TEXTS": str(folder / f"{NAME}.csv"), "OUT": str(out),
        "AREAS": str(folder / f"{NAME}.toml"),
        "OUT.csv": f"{out}.csv", "OUT.html": f"{out}.html",
    }  # fmt: skip


def run_all_here(
    _folder: Path, calls: list[list[str]], environment: dict[str, str]
) -> tuple[list[int], str, str]:
    """Exit codes, and all that was written, as into a pipe."""
    told = io.TextIOWrapper(io.BytesIO(TYPED), encoding="utf-8")
    with patch.object(sys, "stdin", told):
        done = [run_here(*words, **environment) for words in calls]
    out, err = "".join(one.stdout for one in done), "".join(one.stderr for one in done)
    return [one.returncode for one in done], out, err


def run_all_in_colour(
    folder: Path, calls: list[list[str]], environment: dict[str, str]
) -> tuple[list[int], str, str]:
    """The same as on a terminal, without rich's own characters; in a process of its own, for what
    a terminal can do is asked when it begins."""
    plan = folder / "plan.json"
    plan.write_text(json.dumps(calls))
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(plan)], input=TYPED, capture_output=True, timeout=900,
        env={**os.environ, **environment, "FORCE_COLOR": "1"}, check=True,
    )  # fmt: skip
    out, err = (RICH.sub("", stream.decode()) for stream in (done.stdout, done.stderr))
    codes = re.findall(r"^@@(\d+) (\S+)$", out, re.MULTILINE)
    assert [name for _, name in codes] == [call[0] for call in calls]
    return [int(code) for code, _ in codes], out, err


@pytest.mark.parametrize("coloured", [False, True])
def test_no_output_has_a_control_character_of_a_text(tmp_path: Path, coloured: bool) -> None:
    assert CALLS.keys() == COMMANDS.keys()
    make_workspace(tmp_path)
    places = make_files(tmp_path)
    calls = [
        [name, *(places.get(word, word) for word in words), *more]
        for name in CALLS for words in CALLS[name]
        for more in ([], *[["--json"]] * (not coloured))  # JSON has no colours
        if (name, words) != ("theme", []) and name != "serve"
    ]  # fmt: skip
    calls.append(["serve", *CALLS["serve"][0]])
    environment = {
        "EARSHOT_HOME": str(tmp_path / "home"), "EARSHOT_MODEL": "fast",
        "EARSHOT_ZENDESK_TOKEN": "x",
    }  # fmt: skip
    run_all = run_all_in_colour if coloured else run_all_here
    codes, out, err = run_all(tmp_path, calls, environment)
    assert len(codes) == len(calls)
    assert [call for call, code in zip(calls, codes, strict=True) if code == UNFORESEEN] == [], err
    shown = [line for line in (out + err).split("\n") if CONTROL.search(line)]
    assert [ascii(line) for line in shown] == []
    assert r"\x1b]0;owned" in out
    assert "[red]r[/red]" in out
    assert "[link=https://evil.example]l[/link]" in out
    assert ":bug:" in out
    written = [*Path(places["OUT"]).iterdir(), Path(places["OUT.csv"]), Path(places["OUT.html"])]
    assert len(written) == 6
    for file in written:
        # marks of order stay in documents: writing from right to left needs them
        text = re.sub("[\u061c\u200e\u200f]", "", file.read_bytes().decode("utf-8-sig"))
        assert not CONTROL.search(text.replace("\r\n", "\n")), ascii(CONTROL.findall(text))
