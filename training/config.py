"""Which settings does the application run with? Typed, from the environment; no default for a secret."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any


class ConfigurationFault(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that differs between installations.

    `limits_storage` is where attempts to sign in are counted: this process, or ``redis://…`` when there are several.
    `behind_proxy`: one reverse proxy stands in front; it sets X-Forwarded-For and -Proto and compresses.
    """

    secret_key: str
    database_url: str
    media_folder: Path
    public_address: str
    limits_storage: str = "memory://"
    behind_proxy: bool = False
    secure_cookies: bool = True
    demonstration: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read the settings, or raise ConfigurationFault naming every one that is missing."""
        wanted = {
            "TRAINING_SECRET_KEY": "a long random text that signs sessions",
            "TRAINING_DATABASE_URL": "the database, such as postgresql+psycopg://user@host/name",
            "TRAINING_MEDIA_FOLDER": "the folder in which pictures are kept",
            "TRAINING_PUBLIC_ADDRESS": "the address of the site, such as https://training.example.eu",
        }
        missing = [f"{name} ({meaning})" for name, meaning in wanted.items() if not environment.get(name)]
        if missing:
            raise ConfigurationFault("Not set: " + "; ".join(missing) + ". Set it, or run `training demo`.")
        if not environment["TRAINING_DATABASE_URL"].startswith(("sqlite:", "postgresql")):
            raise ConfigurationFault(
                "TRAINING_DATABASE_URL names no database that works here: use PostgreSQL or SQLite."
            )
        return cls(
            secret_key=environment["TRAINING_SECRET_KEY"],
            database_url=environment["TRAINING_DATABASE_URL"],
            media_folder=Path(environment["TRAINING_MEDIA_FOLDER"]),
            public_address=environment["TRAINING_PUBLIC_ADDRESS"].rstrip("/"),
            limits_storage=environment.get("TRAINING_LIMITS_STORAGE", "memory://"),
            behind_proxy=environment.get("TRAINING_BEHIND_PROXY") == "1",
            secure_cookies=environment.get("TRAINING_INSECURE_COOKIES") != "1",
            demonstration=environment.get("TRAINING_DEMONSTRATION") == "1",
        )

    def for_flask(self) -> dict[str, Any]:
        """Return the settings under the names that Flask and its extensions look for."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_ENGINES": {"default": self.engine_settings()},
            "SESSION_COOKIE_NAME": "training",
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_REFRESH_EACH_REQUEST": False,
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
            # A token lives as long as the session: an interrupted reader's form must still be good after lunch.
            "WTF_CSRF_TIME_LIMIT": None,
            # The token in the signed session is what protects; office proxies take the Referer away.
            "WTF_CSRF_SSL_STRICT": False,
            "RATELIMIT_STORAGE_URI": self.limits_storage,
            "RATELIMIT_HEADERS_ENABLED": True,
            "MAX_CONTENT_LENGTH": 1024 * 1024,
        }

    def engine_settings(self) -> dict[str, Any]:
        """Return what the database engine is made from."""
        # A statement's values are what people typed: they must not reach a log.
        settings = {"url": self.database_url, "hide_parameters": True}
        if self.database_url.startswith("sqlite"):
            return settings
        return settings | {"pool_pre_ping": True}
