"""Template text to typeset PDF; fonts; page pictures."""
