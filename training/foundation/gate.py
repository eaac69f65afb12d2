"""May this request go on? Routes say what they need; one gate enforces; a route that says nothing is closed."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.foundation.db import reads_only
from training.foundation.pages import language_of_request
from training.foundation.permissions import Grant, Permission, allowed, everywhere, somewhere

View = TypeVar("View", bound=Callable[..., Any])
_NEEDS = "__needs__"
_ANYWHERE = "__anywhere__"
_PUBLIC = "public"


class Visitor(Protocol):
    """What the gate must know of a person."""

    grants: tuple[Grant, ...]


def requires(permission: Permission, *, anywhere: bool = False) -> Callable[[View], View]:
    """Mark a view: only people who hold this permission for the region that the address names.

    `anywhere`: in some region, for a page that shows no more than what the grants of its reader reach.
    """

    def mark(view: View) -> View:
        setattr(view, _NEEDS, permission)
        setattr(view, _ANYWHERE, anywhere)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to everybody."""
    setattr(view, _NEEDS, _PUBLIC)
    return view


def need_of(view: Callable[..., Any]) -> Permission | str | None:
    """Return what a view needs: a permission, "public", or None where it says nothing and stays closed."""
    return getattr(view, _NEEDS, None)


def can(permission: Permission | str, *, region: str | None = None) -> bool:
    """Tell whether the person of this request holds a permission, in a region or in any; for templates."""
    grants = current_user.grants if current_user.is_authenticated else ()
    permission = Permission(permission)
    return somewhere(grants, permission) if region is None else allowed(grants, permission, region=region)


def init_app(app: Flask, *, region_of: Callable[[dict[str, Any]], str | None]) -> None:
    """Close the application; `region_of` finds the region that the values of an address belong to."""
    app.extensions["region_of"] = region_of
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
    if not _may(current_user, need, anywhere=getattr(view, _ANYWHERE)):
        abort(403)
    return None


def _may(visitor: Visitor, need: Permission, *, anywhere: bool) -> bool:
    if everywhere(visitor.grants, need):
        return True
    if anywhere or not somewhere(visitor.grants, need):
        return somewhere(visitor.grants, need)
    region = current_app.extensions["region_of"](request.view_args or {})
    return region is not None and allowed(visitor.grants, need, region=region)


def _way_back() -> str:
    # A POST cannot be repeated after signing in; the person lands on the page that held the form.
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    return f"/{language_of_request()}/"
