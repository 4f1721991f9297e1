"""The library: one page for each medicine, in plain words, every statement cited."""
