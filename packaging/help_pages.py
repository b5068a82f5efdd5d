"""Makes anew what in the help is made: the page of all shortcuts, and the pictures from the sample clinic.

Run it after a change of a screen or a key: .venv/bin/python packaging/help_pages.py
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from careboard.assets import resource
from careboard.cli.help_pictures import draw_help
from careboard.ui.help.pages import KEYS, keys_page

if __name__ == "__main__":
    resource("help", f"{KEYS}.md").write_text(keys_page(), encoding="utf-8")
    for path in draw_help(resource("help", "screens")):
        print(path)
