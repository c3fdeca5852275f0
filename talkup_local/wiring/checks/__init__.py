"""What can be found out about a machine before anybody talks to it."""
