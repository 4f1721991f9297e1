"""Questions in a person's own words: which medicine, which passages of the library, which facts of the record."""
