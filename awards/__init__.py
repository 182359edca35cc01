"""The awards portal: nominating, screening, judging and announcing, each step explained."""
