"""Templates of a programme for its certificates: kept, filled in, printed, and proven before use."""
