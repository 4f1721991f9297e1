"""The web app: for the person and for the ward. Views turn rows into a Patient, ask a verb, and show its answer."""
