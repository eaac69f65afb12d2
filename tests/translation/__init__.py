"""Do translations keep to their exact source texts?"""
