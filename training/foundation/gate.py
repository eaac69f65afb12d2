"""May this request go on? Routes say what they need; one gate enforces; a route that says nothing is closed."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.foundation.db import reads_only
from training.foundation.pages import language_of_request
from training.foundation.permissions import SITE, Grant, Permission, Place, allowed, everywhere, somewhere

View = TypeVar("View", bound=Callable[..., Any])
_NEEDS = "__needs__"
_ANYWHERE = "__anywhere__"
_WITHOUT_FACTOR = "__without_factor__"
_LARGEST = "__largest__"
_PUBLIC = "public"
#: In an address: the language that something is translated into. A role may be granted for one alone.
_INTO = "into"


class Visitor(Protocol):
    """What the gate must know of a person."""

    grants: tuple[Grant, ...]
    owes_second_factor: bool


def requires(permission: Permission, *, anywhere: bool = False, without_factor: bool = False) -> Callable[[View], View]:
    """Mark a view: only people who hold this permission for the place that the address names.

    `anywhere`: for some place, where a page shows no more than what the grants of its reader reach.
    `without_factor`: also before they have shown the second factor that the site asks them for.
    """

    def mark(view: View) -> View:
        setattr(view, _NEEDS, permission)
        setattr(view, _ANYWHERE, anywhere)
        setattr(view, _WITHOUT_FACTOR, without_factor)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to everybody."""
    setattr(view, _NEEDS, _PUBLIC)
    return view


def takes_files(*, megabytes: int) -> Callable[[View], View]:
    """Mark a view: what is posted to it may be so large; elsewhere one megabyte is the most."""

    def mark(view: View) -> View:
        setattr(view, _LARGEST, megabytes * 1024 * 1024)
        return view

    return mark


def largest_body(view: Callable[..., Any]) -> int | None:
    """Return how many bytes may be posted to a view; None where the site's own limit holds."""
    return getattr(view, _LARGEST, None)


def need_of(view: Callable[..., Any]) -> Permission | str | None:
    """Return what a view needs: a permission, "public", or None where it says nothing and stays closed."""
    return getattr(view, _NEEDS, None)


def asks_anywhere(view: Callable[..., Any]) -> bool:
    """Tell whether a view opens to whoever holds its permission for some place."""
    return bool(getattr(view, _ANYWHERE, False))


def can(permission: Permission | str, *, region: str | None = None, place: Place | None = None) -> bool:
    """Tell whether the person of this request holds a permission at a place, in a region or anywhere."""
    grants = current_user.grants if current_user.is_authenticated else ()
    permission = Permission(permission)
    where = place or (Place(region=region) if region else None)
    return somewhere(grants, permission) if where is None else allowed(grants, permission, place=where)


def init_app(app: Flask, *, place_of: Callable[[dict[str, Any]], Place | None]) -> None:
    """Close the application.

    `place_of` finds where the values of an address belong: to a region, an organisation, or (SITE) the site as a
    whole; None where what they name is not there.
    """
    app.extensions["place_of"] = place_of
    app.before_request(_enforce)


def _enforce() -> ResponseReturnValue | None:
    reads_only(request.method in ("GET", "HEAD"))
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    need = need_of(view)
    if need == _PUBLIC:
        return None
    if not isinstance(need, Permission):
        abort(403)
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", language=language_of_request(), next=_way_back()), 303)
    if current_user.owes_second_factor and not getattr(view, _WITHOUT_FACTOR):
        return redirect(url_for("accounts.second_factor", language=language_of_request()), 303)
    if not _may(current_user, need, anywhere=getattr(view, _ANYWHERE)):
        abort(403)
    return None


def _may(visitor: Visitor, need: Permission, *, anywhere: bool) -> bool:
    values = request.view_args or {}
    if everywhere(visitor.grants, need) and _INTO not in values:
        return True
    if anywhere or not somewhere(visitor.grants, need):
        return somewhere(visitor.grants, need)
    place = current_app.extensions["place_of"](values)
    return place is not None and place != SITE and allowed(visitor.grants, need, place=place)


def _way_back() -> str:
    # A POST cannot be repeated after signing in; the person lands on the page that held the form.
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    return f"/{language_of_request()}/"
