"""Named reads for the pages of the owner’s desk."""
