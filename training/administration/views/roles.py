"""Which page says who may do what?"""

from training.administration.views.blueprint import pages, show
from training.foundation.gate import requires
from training.foundation.permissions import BORDERLESS, BY_LANGUAGE, BY_ORGANISATION, SITE_WIDE, TABLE, Permission, Role


@pages.get("/<language:language>/who-may-do-what")
@requires(Permission.TAKE_MODULE)
def who_may_do_what(language: str) -> str:
    """Print the table by which the gate decides, to everybody who is signed in."""
    del language
    return show(
        "roles.html",
        table=TABLE,
        roles=tuple(Role),
        permissions=tuple(Permission),
        borderless=BORDERLESS,
        site_wide=SITE_WIDE,
        by_language=[role for role in Role if role in BY_LANGUAGE],
        by_organisation=[role for role in Role if role in BY_ORGANISATION],
    )
