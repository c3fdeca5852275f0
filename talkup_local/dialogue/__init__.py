"""Who conducts the interview: the interface and its implementations."""
