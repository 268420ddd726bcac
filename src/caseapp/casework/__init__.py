"""The verbs of the office: register, clarify, extend, review, reply, serve, archive, count."""
