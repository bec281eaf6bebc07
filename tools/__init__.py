"""What developers of this repository use; not part of the wheel."""
