"""Village appraisal (村（居）综合考评)."""
