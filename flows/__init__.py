"""When things run and in what order; alone knows Prefect, the clock and the environment."""
