"""`python -m bench.hostile [--requests 10000] [--seed N]`: exit 0 when nothing was found, 1 on a finding."""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from html import unescape
from itertools import cycle
from typing import Any

from bench.hostile.attacks import Attacks
from bench.hostile.portal import Portal, demo_portal
from bench.hostile.stored import untidy_texts
from bench.hostile.verdicts import SLOW, Verdicts
from bench.hostile.visiting import Form, Reader, Visitor
from bench.hostile.wire import Socket

CLIENTS = 3
PHASES = {"nominating", "screening", "judging", "final", "after"}
PUBLIC = [
    "/", "/nominate/", "/nominate/return", "/sign-in/", "/about-me/return", "/winners/", "/finalists", "/winners.atom",
    "/winners/2024.json", "/winners/2022.json", "/how-we-judge/", "/how-we-judge/record.zip", "/healthz", "/link/",
    "/theme.css", "/link/zqxzqx", "/privacy", "/static/css/portal.css", "/.well-known/security.txt",
]  # fmt: skip
STARTS = {"staff": "/staff/", "judges": "/judge/", "nominators": "/nominations/", "nominees": "/about-me/"}
MORE_STARTS = {
    "staff": ["/staff/people/", "/staff/trail/", "/staff/privacy/", "/staff/account/", "/staff/announce/"],
    "judges": ["/judge/entries/", "/judge/entries/scores", "/judge/meetings/", "/judge/results/", "/judge/account/"],
}


def main() -> int:
    """Run the whole of it and print what was found."""
    asked = arguments()
    began = time.monotonic()
    with demo_portal() as portal:
        say(f"A demo of its own is served on {portal.host}")
        verdicts = Verdicts(frozenset({portal.host, "localhost", "127.0.0.1"}), tell=say)
        run = Run(portal, verdicts, asked.seed)
        phases = run.phases()
        for number, phase in enumerate(phases):
            run.move_to(phase)
            run.attack(-(-asked.requests * (number + 1) // len(phases)), name=phase)
        run.look_again()
        say("The worker delivers the mail")
        portal.deliver()
        for mail in portal.mails:
            verdicts.of_mail(mail)
        for untidy in untidy_texts(portal.folder / "demo.sqlite3"):
            verdicts.wrong(untidy, "database")
        for where, trace in re.findall(
            r"incident \w+ at (\S+)\n(.*?\n)(?=\S+Error|\S+Exception)", portal.log(), re.DOTALL
        ):
            verdicts.wrong(f"an incident at {where}", " / ".join(trace.split("\n")[-5:]))
        slow = run.really_slow()
        report = run.report(seconds=time.monotonic() - began, slow=slow, mails=len(portal.mails))
    show(report, as_json=asked.json)
    return 1 if report["findings"] else 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="hostile requests at least (10000)")
    parser.add_argument("--seed", type=int, default=20240223, help="the same seed sends the same texts (20240223)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser.parse_args()


class Run:
    """Everybody who attacks, and what has been sent so far."""

    def __init__(self, portal: Portal, verdicts: Verdicts, seed: int) -> None:
        self.portal, self.verdicts, self.seed = portal, verdicts, seed
        self.wire = Socket("127.0.0.1", portal.port)
        self.sent: Counter[str] = Counter()
        self.by_role: Counter[str] = Counter()
        self.shapes: set[object] = set()
        self.addresses: set[str] = set()
        self.visitors = self._everybody()

    def visitor(self, name: str, starts: list[str]) -> Visitor:
        """Make a visitor whose every answer is judged."""
        return Visitor(name, self.wire, self.portal.host, starts, judge=self.verdicts.of_answer)

    def phases(self) -> list[str]:
        """Give the keys of those of the demo's phases in which most can be done, in order."""
        keys = [dict(form.values)["phase"] for form in self._demo_forms("/demo/clock")]
        return [key for key in keys if key in PHASES]

    def move_to(self, phase: str) -> None:
        """Move the demo's clock."""
        mover = self.visitor("clock", [])
        mover.open("/demo/")
        mover.post("/demo/clock", [("phase", phase)])

    def attack(self, until: int, *, name: str) -> None:
        """Let everybody look round, then attack until so many requests have been sent in all."""
        self._at_once(self._look_round)
        say(f"{name}: {sum(len(one.forms) for one in self.visitors)} forms found")
        self._at_once(lambda visitors: self._send(visitors, until), tell=name)

    def look_again(self) -> None:
        """Open every page once more: what was stored must be harmless wherever it is shown."""
        self._at_once(self._look_round)
        say(f"Looked at every page again, {len(self.verdicts.found)} findings")

    def really_slow(self) -> list[str]:
        """Send the slowest again, alone: only what is slow three times is slow, and not the machine."""
        for seconds, sent in self.verdicts.slowest:
            best = min([seconds, *(self.wire.send(sent).seconds for _ in range(2 if seconds > SLOW else 0))])
            if best > SLOW:
                self.verdicts.wrong(f"{best:.1f} s three times at {sent.target.partition(b'?')[0][:60]!r}", str(sent))
        return [f"{seconds:.2f} s  {str(sent)[:150]}" for seconds, sent in self.verdicts.slowest]

    def report(self, *, seconds: float, slow: list[str], mails: int) -> dict[str, Any]:
        """Give everything that the run has to say."""
        return {
            "requests": self.sent.total(),
            "seconds": round(seconds),
            "by_kind": dict(self.sent.most_common()),
            "by_role": dict(self.by_role.most_common()),
            "answers": {str(status): count for status, count in sorted(self.verdicts.statuses.items())},
            "different_forms": len(self.shapes),
            "different_addresses": len(self.addresses),
            "answers_with_planted_text": self.verdicts.pages_with_marks,
            "mails": mails,
            "slowest": slow,
            "findings": list(self.verdicts.found.values()),
        }

    def _at_once(self, what: Callable[[list[Visitor]], None], *, tell: str = "") -> None:
        """Let several clients do something, each for its part of the visitors."""
        parts = [self.visitors[number::CLIENTS] for number in range(CLIENTS)]
        threads = [threading.Thread(target=what, args=(part,), daemon=True) for part in parts]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            next(thread for thread in threads if thread.is_alive()).join(10)
            if tell:
                say(f"  {tell}: {self.sent.total()} hostile requests, {len(self.verdicts.found)} findings")

    def _look_round(self, visitors: list[Visitor]) -> None:
        for visitor in visitors:
            visitor.forms.clear()
            visitor.places.clear()
            visitor.come_in(visitor)
            visitor.look_round()
            self.shapes |= set(visitor.forms)
            self.addresses |= set(visitor.places)

    def _send(self, visitors: list[Visitor], until: int) -> None:
        attacks = [(visitor, iter(Attacks(visitor, self.seed + self.sent.total()))) for visitor in visitors]
        for visitor, attack_of in cycle(attacks):
            for _ in range(5):
                attack = next(attack_of)
                answer = self.wire.send(attack.sent)
                self.verdicts.of_answer(attack.sent, answer, must_refuse=attack.must_refuse)
                if attack.kind in {"field", "whole form", "shape"}:
                    visitor.take(answer)
                self.sent[attack.kind] += 1
                self.by_role[visitor.name] += 1
            if self.sent.total() >= until:
                return

    def _everybody(self) -> list[Visitor]:
        people = [self.visitor("anonymous", PUBLIC)]
        known: set[str] = set()
        for form, about in zip(self._demo_forms("/demo/enter"), self._abouts(), strict=True):
            given = dict(form.values)
            what = given["audience"] + ": " + about.partition(",")[0].strip()
            if what in known:
                continue
            known.add(what)
            starts = [STARTS[given["audience"]], *MORE_STARTS.get(given["audience"], [])]
            person = self.visitor(what, starts)
            person.come_in = entering(form.values)
            people.append(person)
        return people

    def _demo_forms(self, action: str) -> list[Form]:
        _, page = self.visitor("clock", []).open("/demo/")
        reader = Reader("/demo/")
        reader.feed(page.text)
        return [form for form in reader.forms if form.action == action]

    def _abouts(self) -> list[str]:
        _, page = self.visitor("clock", []).open("/demo/")
        entering_part = page.text.partition("Enter as somebody")[2]
        return [unescape(one) for one in re.findall(r"</button>\s*<span>(.*?)</span>", entering_part, re.DOTALL)]


def entering(pairs: list[tuple[str, str]]) -> Any:
    """Give what lets a visitor in as one of the demo's people."""

    def come_in(visitor: Visitor) -> None:
        visitor.cookies.clear()
        visitor.open("/demo/")
        visitor.post("/demo/enter", pairs)
        visitor.open(visitor.starts[0])

    return come_in


def say(words: str) -> None:
    """Tell whoever waits how it goes."""
    print(words, file=sys.stderr, flush=True)


def show(report: dict[str, Any], *, as_json: bool) -> None:
    """Print the report."""
    if as_json:
        print(json.dumps(report, indent=1))
        return
    for name, value in report.items():
        lines: Iterable[str] = [f"{key}: {one}" for key, one in value.items()] if isinstance(value, dict) else []
        lines = value if isinstance(value, list) else lines
        print(f"{name}: {value if not isinstance(value, dict | list) else len(value)}")
        for line in lines:
            print(f"    {line}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends with us
    sys.exit(main())
