"""Sound as samples: levels, sample rates, files."""
