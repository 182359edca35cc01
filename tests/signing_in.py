"""Setting members of staff up so that they really sign in: a password, an app, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from awards.accounts.authenticators import code_of
from awards.accounts.models import Authenticator, Password, User
from awards.accounts.passwords import HASHER

PASSWORD = "pelican on a rusty gate"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True, slots=True)
class WayIn:
    """What somebody types to sign in."""

    email: str
    password: str
    secret: str

    def code(self, now) -> str:
        """Give what the app shows."""
        return code_of(self.secret, now)


def set_up(session, user: User, *, now, password: str = PASSWORD, secret: str | None = SECRET) -> WayIn:
    """Give somebody a password and, unless the secret is None, an authenticator app in use."""
    session.add(Password(user_id=user.id, hash=HASHER.hash(password), set_at=now))
    if secret:
        session.add(Authenticator(user_id=user.id, secret=secret, begun_at=now, confirmed_at=now))
    session.flush()
    return WayIn(user.email, password, secret or "")


def sign_in_as_staff(browser, way_in: WayIn, *, now):
    """Sign a browser in as staff do, and give the page that they come to."""
    page = browser.get("sign_in.staff").submit("Go on", email=way_in.email, password=way_in.password)
    return page.submit("Sign in", code=way_in.code(now))
