"""Which settings does the application run with?"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from training.config.fault import ConfigurationFault
from training.config.machine import TranslationMachine
from training.config.mail import MailServer, mail_server
from training.config.object_store import ObjectStore
from training.config.sign_on import SignOn

#: A signature is worth no more than its key.
_SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that differs between installations.

    `limits_storage` is where attempts to sign in are counted: this process, or ``redis://…`` when there are several.
    `behind_proxy`: one reverse proxy stands in front; it sets X-Forwarded-For and -Proto and compresses.
    `further_hosts`: names by which the site is asked for besides that of its public address, as a probe does.
    `metrics_token`: whoever bears it may read /metrics; without one nothing is counted and there is no such page.
    `mail_server`: without one letters wait. `mail_from` stands in every letter; `mail_return` is where the mail server
    sends those back that cannot be delivered, and takes what follows a "+" in it. `queue` is where the worker finds
    what to do: a file of SQLite, or ``redis://…`` when there are several nodes.
    `prepare_statements`: not behind a pgbouncer before version 1.21.
    `reports_database_url`: a standby of the database, which releases and lists of names are read from.
    `object_store`: where pictures and films are kept instead of the media folder.
    `delivery_hosts`: hosts that figures may be sent to although they stand behind the same walls as the site.
    `machine`: what drafts translations; without one nobody can order any.
    """

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    media_folder: Path
    public_address: str
    object_store: ObjectStore | None = None
    limits_storage: str = "memory://"
    behind_proxy: bool = False
    secure_cookies: bool = True
    demonstration: bool = False
    further_hosts: tuple[str, ...] = ()
    metrics_token: str = field(default="", repr=False)
    mail_server: MailServer | None = None
    mail_from: str = ""
    mail_return: str = ""
    queue: str = field(default="", repr=False)
    sign_on: SignOn | None = None
    prepare_statements: bool = True
    reports_database_url: str = field(default="", repr=False)
    delivery_hosts: frozenset[str] = frozenset()
    machine: TranslationMachine | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read the settings, or raise ConfigurationFault naming every one that is missing."""
        _refuse_what_is_missing(environment)
        return cls(
            secret_key=environment["TRAINING_SECRET_KEY"],
            database_url=environment["TRAINING_DATABASE_URL"],
            media_folder=Path(environment["TRAINING_MEDIA_FOLDER"]),
            public_address=environment["TRAINING_PUBLIC_ADDRESS"].rstrip("/"),
            object_store=ObjectStore.from_environment(environment),
            limits_storage=environment.get("TRAINING_LIMITS_STORAGE", "memory://"),
            behind_proxy=environment.get("TRAINING_BEHIND_PROXY") == "1",
            secure_cookies=environment.get("TRAINING_INSECURE_COOKIES") != "1",
            demonstration=environment.get("TRAINING_DEMONSTRATION") == "1",
            further_hosts=tuple(environment.get("TRAINING_FURTHER_HOSTS", "").split()),
            metrics_token=environment.get("TRAINING_METRICS_TOKEN", ""),
            mail_server=mail_server(environment),
            mail_from=environment.get("TRAINING_MAIL_FROM", ""),
            mail_return=environment.get("TRAINING_MAIL_RETURN", ""),
            queue=environment.get("TRAINING_QUEUE", ""),
            sign_on=SignOn.from_environment(environment),
            prepare_statements=environment.get("TRAINING_PREPARE_STATEMENTS") != "0",
            reports_database_url=environment.get("TRAINING_REPORTS_DATABASE_URL", ""),
            delivery_hosts=frozenset(environment.get("TRAINING_DELIVERY_HOSTS", "").lower().split()),
            machine=TranslationMachine.from_environment(environment),
        )

    def for_flask(self) -> dict[str, Any]:
        """Return the settings under the names that Flask and its extensions look for."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_ENGINES": self._engines(),
            # The prefix makes browsers refuse one that another host of the same domain has set.
            "SESSION_COOKIE_NAME": "__Host-training" if self.secure_cookies else "training",
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
            # A list of people goes to the page of its plan and back, so that none of it stays here.
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "TRUSTED_HOSTS": self.trusted_hosts(),
        }

    def site_host(self) -> str:
        """Return the name of the machine in the public address."""
        return urlsplit(self.public_address).hostname or ""

    def sender(self) -> str:
        """Return whom letters come from."""
        return self.mail_from or f"InduCCI Training <training@{self.site_host()}>"

    def queue_address(self) -> str:
        """Return where the worker finds what to do: beside the media folder where nothing else is said."""
        return self.queue or str(self.media_folder.resolve().with_name("queue.sqlite"))

    def made_files_folder(self) -> Path:
        """Return where files lie that were ordered: beside the media folder."""
        return self.media_folder.resolve().with_name("made-files")

    def incoming_folder(self) -> Path:
        """Return where uploads wait until somebody has looked at what would come of them."""
        return self.made_files_folder() / "incoming"

    def trusted_hosts(self) -> list[str] | None:
        """Return the names that the site answers to; a demonstration is shown under any."""
        if self.demonstration:
            return None
        return [self.site_host(), *self.further_hosts]

    def _engines(self) -> dict[str, dict[str, Any]]:
        engines = {"default": self.engine_settings()}
        return engines | ({"reports": self.engine_settings(reports=True)} if self.reports_database_url else {})

    def engine_settings(self, *, reports: bool = False) -> dict[str, Any]:
        """Return what the database engine is made from, or that which reports are read by."""
        url = (self.reports_database_url if reports else "") or self.database_url
        # A statement's values are what people typed: they must not reach a log.
        settings = {"url": url, "hide_parameters": True}
        if url.startswith("sqlite"):
            return settings
        # Before version 1.21 pgbouncer gives a prepared statement to whoever has its connection next.
        connect = {} if self.prepare_statements else {"connect_args": {"prepare_threshold": None}}
        return settings | {"pool_pre_ping": True} | connect


def _refuse_what_is_missing(environment: Mapping[str, str]) -> None:
    wanted = {
        "TRAINING_SECRET_KEY": "a long random text that signs sessions",
        "TRAINING_DATABASE_URL": "the database, such as postgresql+psycopg://user@host/name",
        "TRAINING_MEDIA_FOLDER": "the folder in which pictures and films are kept",
        "TRAINING_PUBLIC_ADDRESS": "the address of the site, such as https://training.example.eu",
    }
    missing = [f"{name} ({meaning})" for name, meaning in wanted.items() if not environment.get(name)]
    if missing:
        raise ConfigurationFault("Not set: " + "; ".join(missing) + ". Set it, or run `training demo`.")
    if not environment["TRAINING_DATABASE_URL"].startswith(("sqlite:", "postgresql")):
        raise ConfigurationFault("TRAINING_DATABASE_URL names no database that works here: use PostgreSQL or SQLite.")
    if len(environment["TRAINING_SECRET_KEY"]) < _SHORTEST_KEY:
        raise ConfigurationFault(f"TRAINING_SECRET_KEY is too short: give it {_SHORTEST_KEY} random characters.")
