"""What is known of a person: rows that are only ever added, and the decisions that were shown from them."""
