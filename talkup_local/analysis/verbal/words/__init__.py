"""What is known of the words of a language to measure how an answer is worded."""
