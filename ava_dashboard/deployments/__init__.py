"""What runs where, and whether it tells the truth: checks that look at a running console from outside."""
