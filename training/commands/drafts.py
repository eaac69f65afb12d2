"""How are drafts made that were ordered of a machine? By the worker, with no transaction open while it is asked."""

import structlog
from flask import Flask

from training.commands.ground import reading, transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.pages import address
from training.foundation.tickets import issue
from training.translation.actions.drafts import keep_drafts, note_failed, note_sent, take_order
from training.translation.files.machines import Machine, MachineOrder, NotDrafted, machine_of
from training.translation.models import DraftOrder
from training.translation.queries.drafts import Ordered, ordered
from training.translation.rules.drafts import TICKET, batches, drafted, job_of, subject_of

log = structlog.get_logger()

_AT_ONCE = 20


def make_drafts(app: Flask) -> int:
    """Carry out the orders that wait; return how many drafts were kept. Without a machine there is nothing to do."""
    config: Config = app.config["TRAINING"]
    if config.machine is None:
        return 0
    machine = machine_of(config.machine)
    count = 0
    for _ in range(_AT_ONCE):
        with transaction(config) as session:
            order = take_order(session, provider=config.machine.kind, now=now())
        if order is None:
            break
        count += _carried_out(app, machine, order)
    return count


def _carried_out(app: Flask, machine: Machine, order: DraftOrder) -> int:
    config: Config = app.config["TRAINING"]
    try:
        with reading(config) as session:
            wanted = ordered(session, order)
        return _sent(app, machine, wanted)
    except NotDrafted as fault:
        with transaction(config) as session:
            note_failed(session, order.id, fault.failure, number=fault.number, now=now())
        log.warning("drafts not made", order=order.id, failure=fault.failure.value, number=fault.number)
    except Exception as fault:
        # One that cannot be made must not keep the others; it is taken up once more, then ended.
        log.error("drafts not made", order=order.id, exc_info=fault)  # noqa: TRY400 (places, not words)
    return 0


def _sent(app: Flask, machine: Machine, wanted: Ordered) -> int:
    """Send an order part by part, and keep what comes back before the next part leaves."""
    config: Config = app.config["TRAINING"]
    count, callback = 0, _callback(app, wanted)
    for batch in batches(wanted.texts, machine.most):
        job = job_of(wanted.module, batch, numbers=wanted.numbers)
        between = {"source": wanted.module.source, "target": wanted.language}
        answer = machine.translate(
            MachineOrder(texts=job.texts, **between, reference=f"order {wanted.id}", callback=callback)
        )
        if answer.texts is None:
            with transaction(config) as session:
                note_sent(session, wanted.id, answer.reference, now=now())
            return count
        drafts = drafted(wanted.module, job, answer.texts, numbers=wanted.numbers, language=wanted.language)
        with transaction(config) as session:
            count += keep_drafts(session, wanted, drafts, ended=False, now=now())
    with transaction(config) as session:
        keep_drafts(session, wanted, {}, ended=True, now=now())
    return count


def _callback(app: Flask, wanted: Ordered) -> str:
    """Build the address to which a machine posts what it was asked for; the ticket in it is the permission."""
    config: Config = app.config["TRAINING"]
    with app.app_context():
        ticket = issue(TICKET, subject_of(wanted.id, wanted.version), person_id=wanted.ordered_by)
    return config.public_address + address(app, "", "translation.drafted", ticket=ticket)
