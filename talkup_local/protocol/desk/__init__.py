"""The protocol of records and of the desk: what is kept of interviews, and how the house is."""
