"""What does "my learning" say of what is required of a person?"""

from dataclasses import dataclass

from training.accounts.rules import CurrentPerson
from training.assignments import actions, queries
from training.assignments.queries import Assigned
from training.assignments.rules import Round, Standing, is_done
from training.assignments.views.blueprint import titles
from training.foundation.clock import now
from training.foundation.extensions import db


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """Something that is required of this person; `again`: completed before, and to be begun anew."""

    assigned: Assigned
    title: str
    round: Round
    standing: Standing
    again: bool

    @property
    def done(self) -> bool:
        """Tell whether nothing is left to do in this round."""
        return is_done(self.standing.state)


def required_of(person: CurrentPerson, language: str) -> list[Mine]:
    """List what is required of a person, what is left to do first."""
    found = {assigned.id: assigned for assigned in queries.assignments_of(db.session, person.id)}
    if not found:
        return []
    names, moment = titles(language), now()
    mine = []
    for required in queries.required(db.session, found, person_id=person.id):
        assigned = found[required.assignment_id]
        current, stands = actions.stand(assigned, required, now=moment)
        again = not is_done(stands.state) and bool(required.completed_at)
        title = names.get(assigned.module, assigned.module)
        mine.append(Mine(assigned=assigned, title=title, round=current, standing=stands, again=again))
    return sorted(mine, key=lambda each: (each.done, each.standing.due_on, each.title))
