"""Which settings does the application run with? Typed, from the environment; no default for a secret."""

from training.config.fault import ConfigurationFault
from training.config.machine import TranslationMachine
from training.config.mail import MailServer
from training.config.object_store import ObjectStore
from training.config.settings import Config
from training.config.sign_on import SignOn

__all__ = ["Config", "ConfigurationFault", "MailServer", "ObjectStore", "SignOn", "TranslationMachine"]
