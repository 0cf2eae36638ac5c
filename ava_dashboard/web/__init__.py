"""Page furniture: access, error pages, headers, menu, formatting. Knows HTTP; knows no table and no area."""
