"""The conversation: what the person wants, one function each, from a turn to a response."""
