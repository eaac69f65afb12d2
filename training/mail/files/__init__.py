"""How does a letter look on its way, and how does what comes back?"""

from training.mail.files.bounces import Bounce, read_bounce
from training.mail.files.letters import AddressFault, Envelope, Written, as_message, return_path

__all__ = [
    "AddressFault",
    "Bounce",
    "Envelope",
    "Written",
    "as_message",
    "read_bounce",
    "return_path",
]
