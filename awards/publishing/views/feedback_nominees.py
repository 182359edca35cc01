"""Where a nominee reads the feedback on their entry: hung on their door here, because it follows an announcement."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.nominees.doors import about_me as door
from awards.nominees.queries import notice_for
from awards.publishing.feedback_giving import feedback_for_nominee


@door.route("/feedback")
def feedback() -> ResponseReturnValue:
    """Show the nominee what the judges said, as staff wrote it for them."""
    notice = notice_for(db.session, me().reference, programme_id=g.programme.id)
    given = feedback_for_nominee(db.session, notice.nominee)
    return render_template("publishing/nominees/feedback.html", given=given)
