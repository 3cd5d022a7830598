"""PDFs are made apart, of nothing but what comes with coachhub, and bad pages harm nobody."""

import base64
import socket
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from coachhub.core.pdf import Renderer, RenderFailed
from coachhub.core.pdf import engine as parts

FRAME = (
    '<html lang="en"><head><title>Sheet</title>{head}</head>'
    '<body class="a4"><main><h1>For Anna</h1>{body}</main></body></html>'
)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.close()


@pytest.fixture
def doorbell() -> Iterator[tuple[int, list[bytes]]]:
    """A port on which nobody should ring."""
    rings: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as bell:
        bell.settimeout(0.2)
        stopped = threading.Event()
        watch = threading.Thread(target=_watch, args=(bell, rings, stopped))
        watch.start()
        yield bell.getsockname()[1], rings
        stopped.set()
        watch.join()


def _watch(bell: socket.socket, rings: list[bytes], stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            caller, _address = bell.accept()
        except TimeoutError:
            continue
        with caller:
            rings.append(caller.recv(200))


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def _sheet(body: str = "", head: str = "") -> str:
    return FRAME.format(head=head, body=body)


def test_it_makes_a_tagged_sheet_with_its_fonts_inside(renderer: Renderer) -> None:
    pdf = renderer.render(_sheet("<p>Žluťoučký “kůň”</p><ul><li>One</li></ul>"))
    sheet: Any = PdfReader(BytesIO(pdf))
    root = sheet.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert sheet.metadata["/Title"] == "Sheet"
    fonts = sheet.pages[0]["/Resources"]["/Font"].values()
    kinds = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert kinds
    assert all("/FontFile2" in kind for kind in kinds)
    assert "Žluťoučký “kůň”" in _text(pdf)


@pytest.mark.parametrize(
    "words",
    ["田中さくら", "مرحبا", "Ελένη", "नमस्ते", "\U0001f600 \U00010348", "\U000e0041\U0010fffd"],
)
def test_letters_that_no_font_of_ours_has_harm_nobody(renderer: Renderer, words: str) -> None:
    text = _text(renderer.render(_sheet(f"<p>Before</p><p class='serif'>{words}</p><p>After</p>")))
    assert "Before" in text
    assert "After" in text


SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{}</svg>"
REQUESTS = {
    "picture": '<img src="{url}">',
    "sheet": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url({url});</style>",
    "background": '<p style="background: url({url})">x</p>',
    "font": "<style>@font-face {{ font-family: f; src: url({url}) }}</style>"
    '<p style="font-family: f">x</p>',
    "list": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "object": '<object data="{url}"></object><embed src="{url}">',
    "attachment": '<link rel="attachment" href="{url}"><a rel="attachment" href="{url}">x</a>',
    "drawing": SVG.format('<image xlink:href="{url}" width="9" height="9"/>'),
    "base": '<base href="{url}"><img src="x.png">',
    "hints": '<body background="{url}"><table background="{url}"><tr><td>x</td></tr></table>',
    "data drawing": '<img src="data:image/svg+xml;base64,{drawing}">',
    "data sheet": '<link rel="stylesheet" href="data:text/css;base64,{sheet}">',
}


@pytest.mark.parametrize("kind", REQUESTS)
def test_nobody_is_asked_for_anything(
    renderer: Renderer, doorbell: tuple[int, list[bytes]], kind: str
) -> None:
    port, rings = doorbell
    url = f"http://127.0.0.1:{port}/secret"
    drawing = SVG.format(f"<image href='{url}' width='9' height='9'/>")
    body = REQUESTS[kind].format(
        url=url,
        drawing=base64.b64encode(drawing.encode()).decode(),
        sheet=base64.b64encode(f"@import url({url});".encode()).decode(),
    )
    assert renderer.render(_sheet(body, body)).startswith(b"%PDF")
    assert rings == []


@pytest.mark.parametrize("kind", [name for name in REQUESTS if not name.startswith("data")])
@pytest.mark.parametrize("way", ["file://{path}", "{path}", "https://assets.invalid/../{path}"])
def test_no_file_is_put_in(renderer: Renderer, tmp_path: Path, kind: str, way: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kingfisher " * 40)
    body = REQUESTS[kind].format(url=way.format(path=secret))
    pdf = renderer.render(_sheet(body, body))
    assert "kingfisher" not in _text(pdf)
    assert not PdfReader(BytesIO(pdf)).attachments


def _picture(width: int = 8, kind: str = "PNG") -> str:
    content = BytesIO()
    Image.new("L", (width, width)).save(content, kind)
    body = base64.b64encode(content.getvalue()).decode()
    return f'<img alt="logo" src="data:image/{kind.lower()};base64,{body}">'


@pytest.mark.parametrize(
    ("picture", "is_there"),
    [
        (_picture(), True),
        (_picture(kind="JPEG"), True),
        (_picture(5000), False),
        ('<img alt="" src="data:image/png;base64,AAAA">', False),
        ('<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', False),
    ],
)
def test_only_small_pictures_are_put_in(
    renderer: Renderer, picture: str, *, is_there: bool
) -> None:
    sheet = PdfReader(BytesIO(renderer.render(_sheet(picture))))
    assert bool(sheet.pages[0].images) == is_there


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_made() -> None:
    impatient = Renderer(seconds=6)  # enough, on a busy machine, for a new child and a short page
    endless = "<div>" * 300 + "<table><tr><td>x</td></tr></table>" * 20_000
    with pytest.raises(RenderFailed):
        impatient.render(_sheet(endless))
    assert impatient.render(_sheet("<p>next</p>")).startswith(b"%PDF")
    impatient.close()


def test_a_page_that_eats_memory_is_given_up(renderer: Renderer) -> None:
    hungry = '<div style="columns: 400">' + "<p>word</p>" * 400_000
    with pytest.raises(RenderFailed):
        renderer.render(_sheet(hungry))
    assert renderer.render(_sheet("<p>next</p>")).startswith(b"%PDF")


def test_a_child_that_was_killed_is_replaced(renderer: Renderer) -> None:
    renderer.render(_sheet())
    child = renderer._child  # to kill it
    assert child
    child.kill()
    child.wait()
    assert renderer.render(_sheet()).startswith(b"%PDF")


def test_a_child_makes_so_many_and_is_replaced(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PAGES_AT_MOST", 2)
    children = set()
    for _number in range(5):
        renderer.render(_sheet())
        assert renderer._child
        children.add(renderer._child.pid)
    assert len(children) == 3


def test_the_child_knows_no_secrets(renderer: Renderer) -> None:
    renderer.render(_sheet())
    child = renderer._child
    assert child
    names = {
        part.split(b"=")[0] for part in Path(f"/proc/{child.pid}/environ").read_bytes().split(b"\0")
    }
    assert names == {b"LANG", b"TMPDIR", b""}
