"""Official labels that somebody else wrote: read word for word, kept on a shelf, found again."""
