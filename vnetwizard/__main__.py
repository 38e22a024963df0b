"""`python -m vnetwizard`."""

from vnetwizard.cli.main import main

if __name__ == "__main__":
    main()
