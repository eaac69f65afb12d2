"""The server's door: `granian --interface wsgi wsgi:application`."""

from training.app import create_app
from training.config import Config

application = create_app(Config.from_environment())
