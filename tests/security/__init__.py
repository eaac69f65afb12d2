"""Does the whole site keep out who means it harm? Walks over every address, and one file for each kind of attack."""
