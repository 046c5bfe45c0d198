"""Where modules are written: for now the preview of a folder, shown to its author on this machine."""
