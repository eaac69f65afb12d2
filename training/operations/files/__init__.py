"""How do backups and pictures lie on disk?"""
