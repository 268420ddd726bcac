"""The screens: PySide6 and nothing but screens."""
