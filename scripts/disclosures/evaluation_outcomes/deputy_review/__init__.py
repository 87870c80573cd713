"""Deputy review (代表述职评议与联络站星级)."""
