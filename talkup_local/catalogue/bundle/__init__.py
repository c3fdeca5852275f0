"""A bundle: one file that carries a whole appliance to a machine without a network."""
