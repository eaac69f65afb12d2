"""What was counted, and what of it was released? Pages ask `releases` alone."""
