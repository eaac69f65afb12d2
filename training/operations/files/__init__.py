"""How do backups lie on disk, and what does this machine know?"""
