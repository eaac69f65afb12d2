"""With what do tests ask an application that runs in their own process?"""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Client(FlaskClient):
    """A browser that reads every answer to its end, so that no file stays open."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """Ask for a page."""
        return super().open(*arguments, **{"buffered": True, **options})
