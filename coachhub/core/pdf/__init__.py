"""PDFs from HTML, made by a child process that can reach nothing but what comes with coachhub."""

from coachhub.core.pdf.engine import Renderer, RenderFailed, init_app, renderer

__all__ = ["RenderFailed", "Renderer", "init_app", "renderer"]
