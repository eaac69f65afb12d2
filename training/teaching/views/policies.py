"""Where is decided what readers of a language get while a module is not whole in it?"""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.teaching.views.blueprint import colleague, pages
from training.translation.actions.policies import set_policy


@pages.post("/<language:language>/teaching/modules/<module>/policies/<into>")
@requires(Permission.PUBLISH_MODULE)
def policy(language: str, module: str, into: str) -> Response:
    """Decide it for the next publication on, and say on the page that publishes what readers will get."""
    chosen = request.form.get("policy", "")
    is_new = set_policy(db.session, module, into, chosen, person_id=colleague().id, now=now())
    db.session.commit()
    done = "decided" if is_new else "same"
    return redirect(url_for(".publish", language=language, module=module, done=done, _anchor="languages"), 303)
