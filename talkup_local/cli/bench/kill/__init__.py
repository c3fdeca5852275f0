"""``bench kill``: whether anything is lost when the server is killed in the middle."""
