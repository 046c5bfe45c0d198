"""Long runs against the production server that break things on purpose: `bin/drill NAME`."""
