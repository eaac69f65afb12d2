"""Which tables are there? Imports every models module, so that the metadata knows them all."""

from sqlalchemy import MetaData

from training.accounts import models as _accounts
from training.assignments import models as _assignments
from training.authoring import models as _authoring
from training.content import models as _content
from training.foundation import audit as _audit
from training.foundation import outbox as _outbox
from training.foundation import settings as _settings
from training.foundation.db import Base
from training.learning import models as _learning
from training.quizzes import models as _quizzes
from training.reporting import models as _reporting
from training.translation import models as _translation

_KNOWN = (
    _accounts,
    _assignments,
    _audit,
    _authoring,
    _content,
    _learning,
    _outbox,
    _quizzes,
    _reporting,
    _settings,
    _translation,
)


def make_models_known() -> MetaData:
    """Return the metadata of all tables; importing this module has made it complete."""
    return Base.metadata


def append_only_tables() -> list[str]:
    """Name the tables whose rows never change, by what their models say."""
    tables = make_models_known().tables.values()
    return sorted(table.name for table in tables if table.info.get("append_only"))
