"""登记: a request while it is typed, what is near it, its applicant."""
