from reports.layout import Layout

HELD_OUT_FAMILIES: tuple[Layout, ...] = ()
