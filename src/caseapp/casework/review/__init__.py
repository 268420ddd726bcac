"""保密审查 of what is given out: the checklist, looking, masking, disclosure control."""
