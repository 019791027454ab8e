"""What a person can want: one function per intent, from a turn to an answer."""
