"""Which page explains to people how programs get figures?"""

from typing import Any

from flask import current_app
from flask_login import current_user

from training.foundation.gate import public
from training.foundation.pages import page
from training.reporting.views.api.blueprint import LIMIT, api
from training.reporting.views.api.description import description
from training.reporting.views.blueprint import pages, somebody


@pages.get("/<language:language>/api")
@public
def programs(language: str) -> str:
    """Show a worked example, and every address with its parameters as they are described."""
    del language
    return page(
        "reporting/api.html",
        person=somebody() if current_user.is_authenticated else None,
        section="statistics",
        site=current_app.config["TRAINING"].public_address,
        base=api.url_prefix,
        requests=LIMIT.partition("/")[0],
        addresses=[(path, _operation(described["get"])) for path, described in description()["paths"].items()],
    )


def _operation(described: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": described["operationId"],
        "open": described.get("security") == [],
        "parameters": [(each["name"], each["in"]) for each in described["parameters"] if each["in"] != "header"],
    }
