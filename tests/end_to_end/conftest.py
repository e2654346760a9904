"""These tests run on a real X screen of their own."""

from tests.end_to_end.x_screen import use_own_screen

use_own_screen()
