"""What happens to letters: taken, handed in, marked, sent again, sent back?"""

from training.mail.actions.delivering import ACCOUNT_CLOSED, come_back, failed, give_up, left, send_again, take
from training.mail.actions.sending import PostOffice

__all__ = [
    "ACCOUNT_CLOSED",
    "PostOffice",
    "come_back",
    "failed",
    "give_up",
    "left",
    "send_again",
    "take",
]
