"""What does a page of a preview start from? A version as learners would see it, and how it is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from flask import make_response, request, url_for
from werkzeug.wrappers import Response

from training.authoring.views.blueprint import region_names
from training.authoring.views.parsed import parsed
from training.content.rules.fault import Fault
from training.content.rules.module import Module
from training.content.rules.segments import localise, with_mark
from training.content.views.blocks import rendered
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import can
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission, Place
from training.foundation.responses import FRAMED_POLICY
from training.teaching.queries.previews import PreviewedVersion, previewed_version
from training.teaching.views.blueprint import show
from training.translation.queries import policies, translations
from training.translation.rules import frozen_texts
from training.translation.rules.truth import HELD

PREVIEW = "/<language:language>/teaching/modules/<module>/versions/<int:version>/preview"
#: As wide as the window; in a frame as wide as a phone; and what stands in that frame, without anything around it.
WIDE, PHONE, FRAMED = "wide", "phone", "framed"
#: Stands for a text that nobody has written yet.
UNWRITTEN = "…"

Fields = Iterable[tuple[str, str]]
InLanguage = Mapping[str, tuple[str | None, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A version of a module, shown in a language as somebody in a region sees it; `language` is the reader's own.

    `draft` is the module as it was saved, `module` as it is shown; `regions` are the names of all by their keys;
    `may_write`: its reader may change the draft; `is_held`: learners do not get this language yet.
    """

    version: PreviewedVersion
    draft: Module
    module: Module
    language: str
    shown_in: str
    region: str
    width: str
    regions: Mapping[str, str]
    may_write: bool
    is_held: bool

    def address(self, page: str, fields: Fields = (), /, *, anchor: str = "", **values: str | int) -> str:
        """Build the address of another page of this preview, looked at in the same way."""
        place: dict[str, Any] = {
            "language": self.language,
            "module": self.draft.key,
            "version": self.version.number,
            **values,
        }
        query = urlencode([*self.look(), *fields])
        return url_for(f"teaching.{page}", **place) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def look(self) -> Fields:
        """Return how it is looked at, as far as that is not the usual way."""
        usual = {"in": self.draft.source, "region": self.draft.region, "width": WIDE}
        look = {"in": self.shown_in, "region": self.region, "width": self.width}
        return [(name, value) for name, value in look.items() if value != usual[name]]

    @property
    def path(self) -> str:
        """Where this page is, without how it is looked at."""
        return request.path

    @property
    def framed_address(self) -> str:
        """The address of this page as it stands in the frame of a phone."""
        return _here({"width": FRAMED})

    @property
    def source_address(self) -> str:
        """The address of this page in the module's own language."""
        return _here({"in": self.draft.source})

    @property
    def latest_address(self) -> str:
        """The address of the contents of the latest version."""
        latest = replace(self, version=replace(self.version, number=self.version.latest))
        return latest.address("preview")


def opened_preview(language: str, module: str, version: int) -> Preview:
    """Open a version in the way that the address says; raises NotFound for one that is not there."""
    found = previewed_version(db.session, module, version)
    draft = parsed(found.document).module
    names = region_names(language)
    shown_in = _one_of(LANGUAGES, "in", usual=draft.source)
    texts, is_held = _texts(found, draft, shown_in)
    return Preview(
        version=found,
        draft=draft,
        module=localise(with_mark(draft, UNWRITTEN), texts, shown_in),
        language=language,
        shown_in=shown_in,
        region=_one_of(names, "region", usual=draft.region),
        width=_one_of((WIDE, PHONE, FRAMED), "width", usual=WIDE),
        regions=names,
        is_held=is_held,
        may_write=can(Permission.EDIT_MODULE, place=Place(region=draft.region, module=module)),
    )


def preview_page(
    preview: Preview,
    template: str,
    *,
    title: str,
    ground: str = "",
    fields: Fields = (),
    faults: Iterable[Fault] | None = None,
    **values: Any,
) -> Response:
    """Show a page of a preview: what learners see, in its language, within a page in the language of the reader.

    `ground` is what learners see it on; `fields` are those of the address that stay when it is looked at in another
    way; `faults` tell why something cannot be asked yet: with None nothing is in the way.
    """
    is_framed = preview.width == FRAMED
    body = rendered(f"teaching/{template}", preview.shown_in, preview=preview, trial=True, **values)
    frame: dict[str, Any] = {"title": title, "ground": ground, "fields": fields, "faults": faults, "framed": is_framed}
    page = show("preview.html", preview=preview, body=body, **frame)
    response = make_response(page)
    if is_framed:
        response.headers["Content-Security-Policy"] = FRAMED_POLICY
    return response


def _texts(version: PreviewedVersion, draft: Module, language: str) -> tuple[InLanguage, bool]:
    """Return the texts of a language, and whether it is held back: here all is shown the same, for translators."""
    if language == draft.source:
        return {}, False
    kept = translations(db.session, version.module_id, language=language)
    texts = frozen_texts(draft, kept, policies(db.session, version.module_id)).get(language, {})
    if any(state == HELD for _, state in texts.values()):
        return frozen_texts(draft, kept).get(language, {}), True
    return texts, False


def _one_of(known: Iterable[str], name: str, *, usual: str) -> str:
    chosen = request.args.get(name) or usual
    if chosen not in known:
        raise NotFound("page")
    return chosen


def _here(changes: Mapping[str, str]) -> str:
    """Build the address of this page with something in its query changed."""
    other = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    return f"{quote(request.path)}?{urlencode([*other, *changes.items()])}"
