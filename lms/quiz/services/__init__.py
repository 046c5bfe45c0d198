"""What people do with quizzes: start, answer, hand in; and answer self-checks while reading."""
