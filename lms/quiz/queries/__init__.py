"""What is known of attempts and self-checks: named reads, each a counted number of round trips."""
