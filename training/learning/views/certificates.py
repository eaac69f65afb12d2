"""Which pages show a certificate: to its holder, as a file, and to whoever wants to verify it?"""

import io
import json
import re
from functools import cache
from typing import Any
from uuid import UUID

import segno
import typst
from flask import current_app, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from training.accounts import queries as accounts
from training.accounts.views import visitor
from training.content import queries as content
from training.content.rules.module import quiz_of
from training.foundation import languages
from training.foundation.extensions import db
from training.foundation.gate import public, requires
from training.foundation.pages import STATIC, TEMPLATES, page
from training.foundation.permissions import Permission
from training.learning import queries
from training.learning.queries import Certificate
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.entries import region_names
from training.quizzes.rules.grading import points_needed

_TYPST = TEMPLATES / "learning" / "certificate.typ"


@pages.get("/certificates/<uuid:number>")
@public
def verify(number: UUID) -> Response:
    """Send whoever follows the code on a certificate to the page in their language."""
    language = languages.preferred(request.accept_languages.values())
    return redirect(url_for(".certificate", language=language, number=number), 303)


@pages.get("/<language:language>/certificates/<uuid:number>")
@public
def certificate(language: str, number: UUID) -> str:
    """Show a certificate and say that it is valid, in the reader's language."""
    found = queries.certificate(db.session, number)
    person = visitor()
    return show("certificate.html", own=bool(person and person.id == found.person_id), **_facts(found, language))


@pages.get("/<language:language>/certificates/<uuid:number>.pdf")
@requires(Permission.TAKE_MODULE)
def certificate_file(language: str, number: UUID) -> Response:
    """Send the holder the certificate as a tagged PDF in the language of the address."""
    found = queries.certificate(db.session, number)
    if found.person_id != learner().id:
        return redirect(url_for(".certificate", language=language, number=number), 303)
    made = pdf(found, language)
    name = f"certificate-{found.completed_at.date().isoformat()}-{language}.pdf"
    return send_file(io.BytesIO(made), mimetype="application/pdf", download_name=name, max_age=0)


def pdf(found: Certificate, language: str) -> bytes:
    """Typeset a certificate as PDF/UA-1 and PDF/A-2a."""
    words = json.loads(page("learning/certificate.json", **_facts(found, language)))
    address = current_app.config["TRAINING"].public_address + url_for(".verify", number=found.number)
    drawn = {"code": _code(address), "mark": _mark(found.region), "cloth": _cloth(found.region)}
    made = typst.compile(
        str(_TYPST),
        font_paths=[str(STATIC / "vendor")],
        sys_inputs={**words, **drawn, "language": language, "region": found.region, "address": address},
        pdf_standards=["ua-1", "a-2a"],
    )
    return bytes(made)


def _code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()


@cache
def _mark(region: str) -> str:
    """Take a region's mark out of the sprite; "#ink" stands for its colour."""
    sprite = (STATIC / "marks.svg").read_text("utf-8")
    symbol = re.search(rf'<symbol id="region-{region}" viewBox="0 0 48 48">(.*?)</symbol>', sprite, re.DOTALL)
    drawing = symbol.group(1).replace("currentColor", "#ink") if symbol else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="#ink">{drawing}</svg>'


@cache
def _cloth(region: str) -> str:
    """Weave a sheet of three by eight tiles; "#ink" stands for its colour."""
    tile = (STATIC / "patterns" / f"{region}.svg").read_text("utf-8")
    drawing = tile[tile.index(">") + 1 : tile.rindex("</svg>")].replace("#000", "#ink")
    # A hundredth larger than their places: tiles that only touch show a hairline between them.
    places = (f"translate({24 * x} {24 * y}) scale(1.01)" for x in range(3) for y in range(8))
    tiles = "".join(f'<g transform="{place}">{drawing}</g>' for place in places)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 192" fill="#ink" opacity=".3">{tiles}</svg>'


def _facts(found: Certificate, language: str) -> dict[str, Any]:
    published = content.published(db.session, found.publication_id)
    module = content.localised(published, language)
    regions = region_names(accounts.regions(db.session), language)
    tests = [quiz_of(module, test["quiz"])[1] for test in found.rule["passed"]]
    return {
        "certificate": found,
        "published": published,
        "module": module,
        "region": next(region for region in regions if region.key == found.region),
        "lessons_read": len(found.rule["read"]),
        "needed": sum(points_needed(quiz) or 0 for quiz in tests),
    }
