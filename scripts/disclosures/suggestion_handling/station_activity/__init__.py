"""Activities of the deputies' stations and what people raised there (联络站活动与群众反映)."""
