"""What does every answer carry on its way out? Headers that protect, and compression.

Assets are packed once and kept; pages only where no proxy does it.
"""

import gzip
from functools import lru_cache

import brotli
from flask import Flask, Response, request

#: Nothing inline, nothing from elsewhere, and no script may make markup from words.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
#: For a page that another page of this site shows in a frame.
FRAMED_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
#: For a picture that is opened by itself: an SVG is a document then, and may do nothing.
PICTURE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # No other site may open, embed or read what is here, and pages share a process with nobody.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: A year, for the hosts below this one as well: nothing of an administration is sent in clear.
_HTTPS_ONLY = "max-age=31536000; includeSubDomains"
_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
_TOO_SMALL = 1000
_AN_HOUR = 3600
#: Folders in here carry the version in their name.
_VERSIONED = "/static/vendor/"


def init_app(app: Flask, *, compress: bool, https: bool) -> None:
    """Give every answer its headers; `compress` tells whether pages are to be compressed here."""
    headers = HEADERS | ({"Strict-Transport-Security": _HTTPS_ONLY} if https else {})

    @app.after_request
    def _finish(response: Response) -> Response:
        response.headers.extend({name: value for name, value in headers.items() if name not in response.headers})
        if "Cache-Control" not in response.headers:
            # Pages are personal: no shared cache, and not the history of an office machine either.
            response.headers["Cache-Control"] = "private, no-store"
        if request.endpoint == "static" and "v" not in request.args and not request.path.startswith(_VERSIONED):
            # A style sheet names patterns without a fingerprint: ask again after an hour.
            response.cache_control.max_age = _AN_HOUR
        return _compressed(response, pages=compress)


def _compressed(response: Response, *, pages: bool) -> Response:
    response.vary.add("Accept-Encoding")
    is_asset = request.endpoint == "static"
    if (
        not (pages or is_asset)
        or response.status_code != 200  # noqa: PLR2004
        or "Content-Encoding" in response.headers
        # What is sent piece by piece may be longer than memory.
        or (response.is_streamed and not is_asset)
        or not (response.mimetype or "").startswith(_COMPRESSIBLE)
    ):
        return response
    encoding = _wanted("br", "gzip") if is_asset else _wanted("gzip")
    response.direct_passthrough = False
    body = response.get_data()
    if encoding and len(body) > _TOO_SMALL:
        response.set_data(_packed_asset(body, encoding) if is_asset else gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = encoding
    return response


def _wanted(*encodings: str) -> str | None:
    return next((encoding for encoding in encodings if request.accept_encodings.quality(encoding)), None)


@lru_cache(maxsize=128)
def _packed_asset(body: bytes, encoding: str) -> bytes:
    """Pack a style sheet as small as it gets, once a process."""
    return brotli.compress(body) if encoding == "br" else gzip.compress(body, compresslevel=9, mtime=0)
