"""Words of both languages that show something; read by `lexis`."""
