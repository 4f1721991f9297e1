"""Response to treatment: RECIST 1.1, assessments from a record, best response, and whether another course may be given."""
