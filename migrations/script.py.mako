"""${message}

Revision ${up_revision} after ${down_revision}.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """TODO: say what changes."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """TODO: say what is taken back."""
    ${downgrades if downgrades else "pass"}
