"""What an answer says and how it is worded, measured on its words and their times. Pure."""
