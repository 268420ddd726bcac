"""The window around the pages: navigation, alerts, the first start, why a record does not open."""
