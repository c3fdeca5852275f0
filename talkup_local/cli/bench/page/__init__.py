"""``bench page``: what the candidate's page costs in a real browser."""
