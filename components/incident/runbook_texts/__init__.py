"""The texts of the runbooks: a file for each kind of incident."""
