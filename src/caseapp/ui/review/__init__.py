"""保密审查: the sheet, the 公开件, looking, masking, disclosure control."""
