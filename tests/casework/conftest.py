"""The record does not wait for the disk here."""

from quick_disk import no_waiting_for_the_disk  # noqa: F401 - used by every test
