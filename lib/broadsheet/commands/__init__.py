"""The subcommands of `broadsheet`, one module each: `add_parser` says what it takes, `run` does it and gives the exit status."""
