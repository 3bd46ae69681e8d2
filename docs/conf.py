"""How the documents are built: MyST Markdown, the furo theme, nothing fetched from anywhere."""

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

from permeance import __version__

lexers["csv"] = TextLexer()  # Pygments has none of its own

project = "permeance"
author = "The permeance authors"
copyright = "2026, The permeance authors. Apache-2.0"
release = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 4
exclude_patterns = ["build"]
html_theme = "furo"
html_title = f"permeance {release}"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"footer_icons": []}
