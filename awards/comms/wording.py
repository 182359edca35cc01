"""Turning an outbox row into a mail: one text template a kind, from which the HTML part is made as well."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid

from jinja2 import Environment

from awards.core.words import tidy_line


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject and a body, ready to send."""

    subject: str
    body: str


def wording_of(jinja: Environment, kind: str, context: dict[str, object]) -> Wording:
    """Render ``emails/<kind>.txt``: its first line is the subject, the rest the body.

    Raises:
        ValueError: the template does not begin with a subject line.
    """
    text = jinja.get_template(f"emails/{kind}.txt").render(context)
    first, _, body = text.lstrip().partition("\n")
    label, _, subject = first.partition(": ")
    if label != "Subject":
        raise ValueError(f"emails/{kind}.txt must begin with 'Subject: '")
    return Wording(tidy_line(subject), body.strip() + "\n")


def compose(wording: Wording, *, sender: str, to: str, html: str) -> EmailMessage:
    """Make the message: one recipient, plain text first, HTML made from the same words.

    An encoded word in a subject could turn into a header of its own, so ``=?`` is broken up.
    """
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = wording.subject.replace("=?", "= ?")
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(wording.body)
    mail.add_alternative(html, subtype="html")
    return mail
