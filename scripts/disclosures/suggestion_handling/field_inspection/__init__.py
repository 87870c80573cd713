"""Problems found by unannounced inspections, transferred and mended (暗访视察问题移交整改)."""
