"""What does a test need to exist? Builders with keyword defaults and minimal rows; each flushes and returns the row."""

from tests.make.learning import answer, attempt, completion, enrolment, grade, note, reading
from tests.make.modules import Published, module, published_module, translation, version
from tests.make.people import current_person, grant, organisation, person, region, sign_in
from tests.make.reporting import release
from tests.make.rows import NOW
from tests.make.tokens import token
from tests.make.translating import decisions, earlier_translation, source_text
from tests.modules import PICTURE, PICTURE_DIGEST, module_value, pseudo_texts

__all__ = [
    "NOW",
    "PICTURE",
    "PICTURE_DIGEST",
    "Published",
    "answer",
    "attempt",
    "completion",
    "current_person",
    "decisions",
    "earlier_translation",
    "enrolment",
    "grade",
    "grant",
    "module",
    "module_value",
    "note",
    "organisation",
    "person",
    "pseudo_texts",
    "published_module",
    "reading",
    "region",
    "release",
    "sign_in",
    "source_text",
    "token",
    "translation",
    "version",
]
