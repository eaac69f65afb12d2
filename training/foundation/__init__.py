"""What every feature stands on; floors from the ground up, each importing only those below."""
