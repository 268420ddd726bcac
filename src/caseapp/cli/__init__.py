"""The same verbs without a window: for IT, scripts and checks; never imports PySide6."""
