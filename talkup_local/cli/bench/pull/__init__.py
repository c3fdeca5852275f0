"""``bench pull``: fetching and verifying beside the usual tools."""
