"""The interview's plan, history and prompts; pure."""
