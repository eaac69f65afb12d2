"""How are ordered files made, and figures sent every month? By the worker, each in transactions of its own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import structlog
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from training.accounts.queries.offices import offices
from training.accounts.rules.sealing import seal_of
from training.commands.ground import reading, transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.errors import NotFound
from training.foundation.permissions import Permission, reach
from training.foundation.sheets import locale_of
from training.reporting.actions import carriers, deliveries, exports
from training.reporting.actions.carriers import Parcel, Undelivered
from training.reporting.files import TYPES, made
from training.reporting.files.completions import pieces
from training.reporting.files.lists import write_list
from training.reporting.forms.completions import CompletionsForm
from training.reporting.models import Delivery, OrderedFile
from training.reporting.queries import exports as queries
from training.reporting.queries.completions import standing_lines, standings_counted, typed_standings
from training.reporting.queries.datasets import dataset_of
from training.reporting.queries.exports import Owner
from training.reporting.queries.releases import last_quarter
from training.reporting.rules.deliveries import Failure, Way, target_of
from training.reporting.rules.exports import NEEDS, Content, Made, written_reach
from training.reporting.views.completions import list_words
from training.reporting.views.files import file_name, file_words

log = structlog.get_logger()

_AT_ONCE = 20
_TELL_EVERY = timedelta(seconds=3)
_LOOK_EVERY = 1000

T = TypeVar("T")


def make_files(app: Flask) -> int:
    """Make the files that wait, and forget those that were kept long enough; return how many were made."""
    config: Config = app.config["TRAINING"]
    config.made_files_folder().mkdir(mode=0o700, exist_ok=True)
    count = 0
    for _ in range(_AT_ONCE):
        with transaction(config) as session:
            wanted = exports.take_file(session, now=now())
        if wanted is None:
            break
        count += _make(app, wanted)
    _tidy(config)
    return count


def send_figures(app: Flask) -> int:
    """Send what is due; return how many have arrived."""
    config: Config = app.config["TRAINING"]
    count = 0
    for _ in range(_AT_ONCE):
        with transaction(config) as session:
            one = deliveries.take_delivery(session, now=now())
        if one is None:
            break
        count += _send(app, one)
    return count


def _make(app: Flask, wanted: OrderedFile) -> int:
    """Make a file under another name first: what is killed half-way is never handed out."""
    config: Config = app.config["TRAINING"]
    path = config.made_files_folder() / str(wanted.id)
    # Under a name of its own: a worker that was thought dead may still be writing.
    part = path.with_suffix(f".{uuid4().hex}")
    try:
        file = _written(app, wanted, part)
    except Exception as fault:
        # One that cannot be made must not keep the others; what it says may hold names.
        log.error("file not made", file=str(wanted.id), exc_info=fault)  # noqa: TRY400 (places, not words)
        part.unlink(missing_ok=True)
        with transaction(config) as session:
            exports.note_failed(session, wanted.id)
        return 0
    part.rename(path)
    with transaction(config) as session:
        known = exports.note_made(session, wanted.id, file, now=now())
    if not known:
        path.unlink(missing_ok=True)
    return int(known)


def _written(app: Flask, wanted: OrderedFile, path: Path) -> Made:
    config: Config = app.config["TRAINING"]
    content = Content(wanted.content)
    with app.app_context(), reading(config, steady=True) as session:
        owner = queries.owner(session, wanted.person_id, second_factor=wanted.second_factor)
        maker = _make_list if content is Content.COMPLETIONS else _make_figures
        name, lines = maker(config, session, owner, wanted, path)
    far = written_reach(reach(owner.grants, NEEDS[content]))
    return Made(name=name, size=path.stat().st_size, lines=lines, reach=far)


def _make_figures(config: Config, session: Session, owner: Owner, wanted: OrderedFile, path: Path) -> tuple[str, int]:
    del config
    far, query = reach(owner.grants, NEEDS[Content.FIGURES]), dict(wanted.query)
    locale = query.pop("locale", "")
    whole = query.pop("whole", "") == "1"
    told = dataset_of(session, far, whole=whole, **query)
    words = file_words(wanted.language, told.heading)
    path.write_bytes(made(wanted.kind, told, words, locale_of(wanted.language, asked=locale)))
    return file_name(told, wanted.language, wanted.kind), len(told.rows)


def _make_list(config: Config, session: Session, owner: Owner, wanted: OrderedFile, path: Path) -> tuple[str, int]:
    far, moment = reach(owner.grants, NEEDS[Content.COMPLETIONS]), now()
    if not far:
        raise NotFound("file")
    form = CompletionsForm(MultiDict(wanted.query))
    form.validate()
    within = {one.key for one in offices(session, owner.grants, permission=Permission.SEE_COMPLETIONS) if one.within}
    search = form.wanted(organisations=within)
    words = list_words(search, far, wanted.language, moment=moment)
    total = standings_counted(session, far, search)
    tell = _teller(config, wanted.id, total=total)
    name = f"completions-{moment:%Y-%m-%d}-{wanted.language}.{wanted.kind}"
    if wanted.kind == "xlsx":
        return name, write_list(path, tell(typed_standings(session, far, search, words)), words)
    locale = locale_of(wanted.language)
    with path.open("wb") as file:
        file.writelines(pieces(tell(standing_lines(session, far, search, words, locale)), words, locale))
    return name, total


def _teller(config: Config, file_id: UUID, *, total: int) -> Callable[[Iterable[T]], Iterator[T]]:
    """Return what passes rows on and tells every few seconds how many there were."""

    def tell(rows: Iterable[T]) -> Iterator[T]:
        told = now()
        for count, row in enumerate(rows):
            if count % _LOOK_EVERY == 0 and now() - told > _TELL_EVERY:
                told = now()
                with transaction(config) as session:
                    exports.note_progress(session, file_id, lines=count, total=total, now=told)
            yield row

    return tell


def _tidy(config: Config) -> None:
    """Delete the bytes of files that are not known any more: kept long enough, or gone with their person."""
    with transaction(config) as session:
        exports.forget_files(session, now=now())
        known = {str(one) for one in queries.known_files(session)}
    for path in config.made_files_folder().iterdir():
        # Beside them lies the folder of files that wait for their plan to be agreed to.
        if path.is_file() and path.stem not in known:
            path.unlink(missing_ok=True)


def _send(app: Flask, one: Delivery) -> int:
    """Send figures and say what came of it: killed in between, they are sent once more, under the same name."""
    config: Config = app.config["TRAINING"]
    try:
        with app.app_context(), reading(config) as session:
            owner = queries.owner(session, one.person_id, second_factor=one.second_factor)
            quarter, parcel = _packed(session, owner, one)
        if one.way != Way.LETTER:
            _carry(config, one, parcel)
    except Undelivered as fault:
        with transaction(config) as session:
            deliveries.note_failure(session, one.id, fault.failure, now=now())
        log.info("figures not sent", delivery=one.id, failure=fault.failure.value, tries=one.tries)
        return 0
    with transaction(config) as session:
        deliveries.note_sent(session, one.id, quarter=quarter, zone=owner.zone, now=now())
    return 1


def _packed(session: Session, owner: Owner, one: Delivery) -> tuple[str, Parcel]:
    if last_quarter(session) is None:
        raise Undelivered(Failure.NOTHING_RELEASED)
    try:
        told = dataset_of(session, reach(owner.grants, NEEDS[Content.FIGURES]), place=one.place)
    except NotFound as fault:
        raise Undelivered(Failure.NOT_ALLOWED) from fault
    if one.way == Way.LETTER:
        return told.heading.key, Parcel(name="", content=b"", type="")
    content = made(one.kind, told, file_words(one.language, told.heading), locale_of(one.language))
    return told.heading.key, Parcel(name=file_name(told, one.language, one.kind), content=content, type=TYPES[one.kind])


def _carry(config: Config, one: Delivery, parcel: Parcel) -> None:
    target = target_of(Way(one.way), one.target)
    secret = seal_of(config.secret_key).opened(one.sealed or "")
    if target is None or secret is None:
        raise Undelivered(Failure.SECRET_LOST)
    carriers.put(target, secret, parcel, allowed=config.delivery_hosts)
