"""What people type into the pages of certificates: shape and limits."""
