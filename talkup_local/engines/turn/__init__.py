"""Has the speaker finished? One module per turn model."""
