"""What would a careful editor mend in a sound module? Nothing here hinders it; readers notice it all the same."""

from training.content.rules.findings.asking import asking_findings
from training.content.rules.findings.repeats import repeat_findings
from training.content.rules.findings.size import size_findings
from training.content.rules.findings.sourcing import sourcing_findings
from training.content.rules.findings.wording import wording_findings

__all__ = ["asking_findings", "repeat_findings", "size_findings", "sourcing_findings", "wording_findings"]
