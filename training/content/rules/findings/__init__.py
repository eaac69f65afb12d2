"""What would a careful editor mend in a sound module? Nothing here hinders it; readers notice it all the same."""

from training.content.rules.findings.accessible import accessible_findings
from training.content.rules.findings.asking import asking_findings
from training.content.rules.findings.feedback import feedback_findings
from training.content.rules.findings.readable import readable_findings
from training.content.rules.findings.rechecking import rechecking_findings
from training.content.rules.findings.repeats import repeat_findings
from training.content.rules.findings.size import size_findings
from training.content.rules.findings.sourcing import sourcing_findings
from training.content.rules.findings.unused import unused_findings
from training.content.rules.findings.wording import wording_findings

__all__ = [
    "accessible_findings",
    "asking_findings",
    "feedback_findings",
    "readable_findings",
    "rechecking_findings",
    "repeat_findings",
    "size_findings",
    "sourcing_findings",
    "unused_findings",
    "wording_findings",
]
