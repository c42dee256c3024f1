"""`python -m tuongdong`."""

from tuongdong.cli import main

main()
