"""How does a civil servant take a module, from the catalogue to the certificate?"""
