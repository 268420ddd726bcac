"""The steps of a case (办理) between its registration and its reply, and what is done after it."""
