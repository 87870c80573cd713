"""Appraisal of how suggestions were handled (建议办理质效测评)."""
