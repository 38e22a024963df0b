"""`python -m vnetwizard`."""

from vnetwizard.cli import main

if __name__ == "__main__":
    main()
