"""Files that staff hand in → tables, code lists, methods, approvals; or every problem at once."""
