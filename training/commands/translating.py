"""What is done for translators without anybody asking? Counts, tasks of the alarm, and word of changed sources."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from training.commands.ground import reading, transaction
from training.config import Config
from training.foundation.clock import now
from training.teaching import actions as teaching
from training.teaching import queries as taught
from training.translation.actions.counts import count
from training.translation.actions.telling import tell_of_changes, to_be_told
from training.translation.queries.overview import uncounted

log = structlog.get_logger()
Each = TypeVar("Each")


def count_translations(config: Config) -> int:
    """Count every module that was not counted today, each in its own transaction; tell how many counts there are."""
    today = now().date()
    with reading(config) as session:
        due = uncounted(session, day=today)
    return _done(config, due, lambda session, draft: count(session, draft, day=today))


def tell_translators(config: Config) -> int:
    """Post a letter to everybody who works on what has changed, each in its own transaction; tell how many."""
    with reading(config) as session:
        due = to_be_told(session, now=now())
    return _done(config, due, lambda session, person_id: tell_of_changes(session, person_id, now=now()))


def look_for_mistranslations(config: Config) -> int:
    """Let the alarm look at the quizzes that learners see, module by module; tell how many tasks it has opened."""
    with reading(config) as session:
        due = [module.key for module in taught.taught_modules(session)]
    return _done(config, due, lambda session, key: teaching.ring(session, key, now=now()))


def _done(config: Config, due: Iterable[Each], do: Callable[[Session, Each], int]) -> int:
    """Do something for each; where it fails for one, the others go on, and it is tried again the next time."""
    return sum(_one(config, each, do) for each in due)


def _one(config: Config, each: Each, do: Callable[[Session, Each], int]) -> int:
    try:
        with transaction(config) as session:
            return int(do(session, each))
    except Exception as fault:
        log.error("translators not served", exc_info=fault)  # noqa: TRY400 (places, not words)
        return 0
