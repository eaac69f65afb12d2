"""Where do the bytes of pictures and films lie? In a folder, or in an object store, as the site is set up."""

from functools import cache

from training.config import Config
from training.content.files.stores.bucket import BucketStore
from training.content.files.stores.folder import FolderStore
from training.content.files.stores.store import Store, away, is_sound, unsound

__all__ = ["BucketStore", "FolderStore", "Store", "away", "is_sound", "store_of", "unsound"]


@cache
def store_of(config: Config) -> Store:
    """Return the store of a site; its connections are kept as long as the process lives."""
    return BucketStore(config.object_store) if config.object_store else FolderStore(config.media_folder)
