"""What is made from the history: measures, their statistics, and returns."""
