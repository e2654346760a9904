"""Small parts around the workspaces: notices, tasks, palette, help, reports."""
