"""The drawings in docs/: `scripts/draw_pictures.py` writes them."""
