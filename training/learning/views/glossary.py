"""Which page explains the words of a module?"""

from training.accounts.views import visitor
from training.content import queries as content
from training.content.rules.segments import shown_texts
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import public
from training.foundation.languages import sort_key
from training.learning import queries
from training.learning.views.blueprint import pages, show
from training.learning.views.modules import publication_of
from training.translation.rules.told import told_of


@pages.get("/<language:language>/modules/<module>/glossary")
@public
def glossary(language: str, module: str) -> str:
    """List the terms of a module in the order of the reader's alphabet, with the word of the original beside each."""
    person = visitor()
    published = publication_of(queries.standing(db.session, person.id if person else 0, module=module))
    if not published.module.glossary:
        raise NotFound("glossary")
    shown = content.localised(published, language)
    originals = {term.key: term.term for term in published.module.glossary}
    terms = sorted(shown.glossary, key=lambda term: sort_key(term.term, language))
    told = told_of((text for term in terms for text in shown_texts(term)), language)
    return show("glossary.html", section="modules", module=shown, terms=terms, originals=originals, told=told)
