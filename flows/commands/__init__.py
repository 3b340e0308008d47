"""One module for each family of commands; `flows.cli` imports them when they are asked for."""
