"""Timeline in, markup out: one module a format, one pure function each."""
