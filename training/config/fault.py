"""What is said when a setting is missing or wrong?"""

#: Nobody can listen on the way to these.
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class ConfigurationFault(Exception):
    """A setting is missing or wrong; the message says which and what to do."""
