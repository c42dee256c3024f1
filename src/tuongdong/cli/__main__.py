"""`python -m tuongdong.cli`."""

from tuongdong.cli import main

main()
