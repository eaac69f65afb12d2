"""How is it kept how modules stand in their languages on a day? Once a day, from what the database says."""

from datetime import date

from sqlalchemy.orm import Session

from training.content import queries as content
from training.foundation.db import insert_all_once
from training.foundation.languages import LANGUAGES
from training.translation.models import TranslationCount
from training.translation.queries.overview import Draft, known
from training.translation.rules.overview import STATES, states_of
from training.translation.rules.truth import counted


def count(session: Session, draft: Draft, *, day: date) -> int:
    """Count a draft's segments by state in every language it is translated into; what was counted that day stays."""
    module = content.module_of_version(session, draft.mark)
    translated = known(session, [draft.module_id], LANGUAGES)
    lines = []
    for language in LANGUAGES:
        if language != module.source:
            kept = translated.get((draft.module_id, language), ())
            found = counted(states_of(module, kept).values())
            states = {name: getattr(found, name) for name in STATES}
            pair = {"module_id": draft.module_id, "language": language, "day": day}
            lines.append({**pair, "total": found.total, **states})
    insert_all_once(session, TranslationCount, lines)
    return len(lines)
