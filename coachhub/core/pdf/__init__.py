"""PDFs from HTML, made by a child process that can reach nothing but what comes with coachhub."""

from coachhub.core.pdf.engine import Renderer, RenderFailed, close, init_app, renderer

__all__ = ["RenderFailed", "Renderer", "close", "init_app", "renderer"]
