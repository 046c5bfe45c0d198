"""Every list page with a hundred thousand people: how long it takes, and how many queries."""
