"""What changes when trainers mend questions, decide reports, and when the alarm for mistranslations rings?"""

from training.teaching.actions.alarming import ring
from training.teaching.actions.deciding import decide
from training.teaching.actions.repairing import repair

__all__ = ["decide", "repair", "ring"]
