"""How the screens look: colour tokens, type, icons and the style that draws controls; sizes follow the text size."""
