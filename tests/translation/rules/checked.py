"""What do the checks say to a translation?"""

from collections.abc import Sequence

from training.translation.rules.checks import Check, findings_of
from training.translation.rules.glossary import AgreedTerm


def checked(
    source: str, text: str, *, into: str = "de", out_of: str = "en", terms: Sequence[AgreedTerm] = ()
) -> dict[Check, str]:
    """Check a translation and return what is said by check."""
    found = findings_of(source, text, language=into, source_language=out_of, terms=terms, markdown=True)
    return {finding.check: finding.fault.said for finding in found}
