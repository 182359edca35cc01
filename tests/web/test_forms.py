"""What counts as typed: what is left after tidying, not what was sent."""

from __future__ import annotations

import pytest
from wtforms import StringField
from wtforms.validators import InputRequired

from awards.web.forms import Form, problems


class NameForm(Form):
    name = StringField("Name", [InputRequired("Enter a name")])


@pytest.mark.parametrize("sent", ["", " ", "\n", "\x00", "\u200b", "\u202e", "\u3000", "\ufffe"])
def test_a_space_or_an_invisible_mark_is_nothing(app, sent):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"name": sent}):
        form = NameForm()
        assert (form.validate(), problems(form)) == (False, [("name", "Enter a name")])


def test_what_was_typed_is_checked_and_kept_tidied(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"name": " Amara\u200b Okafor "}):
        form = NameForm()
        assert (form.validate(), form.name.data) == (True, "Amara Okafor")
