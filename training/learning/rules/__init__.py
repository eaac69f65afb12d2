"""What has a learner done, what is missing, and when is a module complete? Pure."""
