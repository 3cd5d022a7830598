"""`python -m coachhub …`: the command line."""

from coachhub.cli import main

main()
