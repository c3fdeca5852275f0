"""A service that runs elsewhere: its connections, its streams, and how its answers are read."""
