"""What is put before learners by itself? What somebody has planned, when its moment has come."""

import structlog

from training.authoring.actions.scheduling import publish_due
from training.authoring.queries.publishing import due_plans
from training.commands.ground import reading, transaction
from training.config import Config
from training.foundation.clock import now

log = structlog.get_logger()


def publish_planned(config: Config) -> int:
    """Carry out every plan that is due, each in its own transaction; tell how many there were.

    One that fails keeps no other waiting, and is tried again the next time.
    """
    with reading(config) as session:
        due = due_plans(session, now=now())
    return sum(_carried_out(config, module_id) for module_id in due)


def _carried_out(config: Config, module_id: int) -> bool:
    try:
        with transaction(config) as session:
            return publish_due(session, module_id, now=now())
    except Exception as fault:
        log.error("planned publication failed", module=module_id, exc_info=fault)  # noqa: TRY400 (places, not words)
        return False
