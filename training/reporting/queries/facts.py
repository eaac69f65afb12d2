"""What does the next release need to know of the facts, beside how enrolments stand?"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Organisation, Region
from training.learning.models import Enrolment
from training.reporting.rules.offices import Office


def first_enrolment(session: Session) -> tuple[datetime, str] | None:
    """When did somebody first enrol, and which time zone held there?"""
    first = (
        select(Enrolment.enrolled_at, Region.time_zone)
        .join(Region, Region.id == Enrolment.region_id)
        .order_by(Enrolment.enrolled_at)
        .limit(1)
    )
    found = session.execute(first).first()
    return (found[0], found[1]) if found else None


def offices(session: Session) -> dict[str, Office]:
    """Every organisation by key with its place of today, those that are closed too."""
    whole = aliased(Organisation)
    every = (
        select(Organisation.key, Organisation.name, Region.key, whole.key)
        .join(Region, Region.id == Organisation.region_id)
        .outerjoin(whole, whole.id == Organisation.parent_id)
    )
    return {
        key: Office(name=name, region=region, parent=parent) for key, name, region, parent in session.execute(every)
    }
