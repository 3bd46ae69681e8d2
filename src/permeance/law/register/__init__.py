"""What a person asks of the law itself: what is covered, how it stands, what changed, how far it can be trusted."""
