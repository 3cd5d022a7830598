"""Press Undo, as whoever sees the toast would."""

import re
from html import unescape

from tests.visitor import Visitor


def undo(visitor: Visitor, page: str) -> str:
    """Press Undo on a page that offers it; what the page after it says."""
    shown = visitor.get(page).text
    [form] = re.findall(r'<div class="toast".*?</div>', shown, re.DOTALL)
    [url] = re.findall(r'action="([^"]+)"', form)
    assert 'class="toast"' not in visitor.get(page).text, "offered once"
    values = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    done = visitor.post(url, {name: unescape(value) for name, value in values})
    assert done.status_code == 303
    return visitor.get(done.location).text
