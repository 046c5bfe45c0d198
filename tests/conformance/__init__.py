"""Our certificates before validators that are not ours, each of which is seen to find a planted fault."""
