"""``python -m talkup_local``: the same as the ``talkup-local`` command."""

from talkup_local.cli import main

if __name__ == "__main__":
    main()
