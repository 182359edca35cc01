"""The portal as it runs in earnest, for browser tests: a server, a worker and a real SMTP sink, each a real one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError

from aiosmtpd.controller import Controller
from playwright.sync_api import expect

from tests.needs import missing

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30
"""Seconds that a start or a mail may take before the test gives up."""


def chromium() -> str:
    """Find the browser, and let whoever looks at its pages be as patient as the machine is slow."""
    expect.set_options(timeout=PATIENCE * 1000)
    return shutil.which("chromium") or missing("Chromium", "install the package chromium")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Sink:
    """Keeps every mail that arrives over SMTP."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Portal:
    """A server and a worker of the demo on one SQLite file, with nothing in it but a season."""

    def __init__(self, folder: Path, season_file: Path) -> None:
        self.sink, smtp = Sink(), free_port()
        self._smtp = Controller(self.sink, hostname="127.0.0.1", port=smtp)
        self._smtp.start()
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWARDS_")}
        self._environment = kept | {
            "AWARDS_DEMO": "1",
            "AWARDS_DEMO_FOLDER": str(folder),
            "AWARDS_SMTP_URL": f"smtp://127.0.0.1:{smtp}",
            "PORT": str(self.port),
        }
        self.run("migrate")
        self.run("season", "load", str(season_file), "--home", "--commit")
        self._processes = [self._start("serve"), self._start("work")]
        self._wait_until_it_answers()

    def run(self, *arguments: str) -> str:
        """Run a command of the operator and give its answer."""
        done = subprocess.run(
            [sys.executable, "-m", "awards", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def link_mailed_to(self, address: str, *, after: int = 0) -> str:
        """Wait for a mail to this address (not counting the first `after` ones) and give the link in it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            mails = [mail for mail in list(self.sink.mails) if mail["To"] == address]
            if len(mails) > after:
                body = mails[-1].get_body(("plain",)).get_content()
                return re.search(r"http://\S+/link/\S+", body).group()
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}; there are mails to {[mail['To'] for mail in self.sink.mails]}")

    def stop(self) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(PATIENCE)
        self._smtp.stop()

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "awards", command], env=self._environment)

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz") as answer:
                    if answer.status == 200:
                        return
            except URLError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")
