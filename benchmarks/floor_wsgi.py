"""The doors of the floor: `granian --interface wsgi benchmarks.floor_wsgi:application`."""

from benchmarks import floor
from training.config import Config

_config = Config.from_environment()

application = floor.create_app(_config)
#: With the extension as it comes, its asynchronous half included.
as_it_comes = floor.create_app(_config, extension=floor.as_it_comes)
