"""InduCCI Training: seven regional modules for public administrations, in seven languages."""
