"""A server of its own with a demo of its own, in a folder that is thrown away."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

AWARDS = [sys.executable, "-m", "awards"]
PATIENCE = 60
"""Seconds until the server must answer."""


@dataclass(frozen=True, slots=True)
class Portal:
    """Where the server listens, and the folder of its database, mail and log."""

    port: int
    folder: Path
    environment: dict[str, str]

    @property
    def host(self) -> str:
        """Give what its pages are asked for as."""
        return f"localhost:{self.port}"

    @property
    def mails(self) -> list[Path]:
        """Give every mail that was delivered."""
        return sorted((self.folder / "demo-mail").glob("*.eml"))

    def log(self) -> str:
        """Give what the server wrote."""
        return (self.folder / "server.log").read_text(errors="replace")

    def deliver(self, *, within: float = 120) -> None:
        """Run the worker until nothing waits to be delivered, or the time is over."""
        with running([*AWARDS, "work"], self.environment, self.folder / "worker.log"):
            ends = time.monotonic() + within
            while time.monotonic() < ends and self._waiting():
                time.sleep(1)

    def _waiting(self) -> int:
        with suppress(sqlite3.OperationalError), sqlite3.connect(self.folder / "demo.sqlite3", timeout=10) as database:
            waiting = "SELECT count(*) FROM message WHERE state = 'queued' AND attempts = 0 AND not_before <= ?"
            shift = database.execute("SELECT clock_shift FROM demo_state").fetchone()[0]
            now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + shift))
            return int(database.execute(waiting, (now,)).fetchone()[0])
        return 1


@contextmanager
def demo_portal() -> Iterator[Portal]:
    """Load a demo, serve it, and stop what was started."""
    with TemporaryDirectory(prefix="awards-hostile-") as folder:
        port = free_port()
        environment = os.environ | {"AWARDS_DEMO": "1", "AWARDS_DEMO_FOLDER": folder, "PORT": str(port)}
        for name in list(environment):
            if name.startswith("AWARDS_") and name not in {
                "AWARDS_DEMO",
                "AWARDS_DEMO_FOLDER",
                "AWARDS_REFERENCE_DATA",
            }:
                del environment[name]
        for command in (["migrate"], ["demo", "load", "--commit"]):
            subprocess.run([*AWARDS, *command], env=environment, check=True, capture_output=True)  # noqa: S603 - our own command
        portal = Portal(port, Path(folder), environment)
        with running([*AWARDS, "serve", "--port", str(port)], environment, portal.folder / "server.log"):
            wait_for(port)
            yield portal


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    """Run a command in the background and stop it, and nothing else, at the end."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)  # noqa: S603 - our own command
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(port: int) -> None:
    """Wait until the server says that it is well.

    Raises:
        TimeoutError: it does not.
    """
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with suppress(OSError), urlopen(f"http://localhost:{port}/healthz", timeout=5) as answer:
            if answer.status == 200:  # noqa: PLR2004 - HTTP
                return
        time.sleep(0.3)
    raise TimeoutError("the server does not answer")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
